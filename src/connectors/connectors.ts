import type { ConnectorEntry } from '../catalog/connector.ts'
import { fileConnector } from './file/index.ts'
import { httpConnector } from './http/index.ts'
import { kafkaConnector } from './kafka/index.ts'
import { mqttConnector } from './mqtt/index.ts'
import { mysqlConnector } from './mysql/index.ts'
import { postgresConnector } from './postgres/index.ts'
import { redisConnector } from './redis/index.ts'
import { sqliteConnector } from './sqlite/index.ts'
import { stdoutConnector } from './stdout/index.ts'

/** All connectors. */
export const connectors: readonly ConnectorEntry[] = [
  mqttConnector,
  kafkaConnector,
  httpConnector,
  postgresConnector,
  mysqlConnector,
  sqliteConnector,
  redisConnector,
  fileConnector,
  stdoutConnector,
]
