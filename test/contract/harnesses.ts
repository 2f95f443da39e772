import type { SinkHarness } from './harness.ts'
import { fileHarness } from './harness/file.ts'
import { httpHarness } from './harness/http.ts'
import { kafkaHarnesses } from './harness/kafka.ts'
import { mqttHarness } from './harness/mqtt.ts'
import { mysqlHarness } from './harness/mysql.ts'
import { postgresHarness } from './harness/postgres.ts'
import { redisHarness } from './harness/redis.ts'
import { sqliteHarness } from './harness/sqlite.ts'
import { stdoutHarness } from './harness/stdout.ts'

/** Every sink that the contract suite runs against. */
export const harnesses: readonly SinkHarness[] = [
  mqttHarness,
  ...kafkaHarnesses,
  httpHarness,
  postgresHarness,
  mysqlHarness,
  sqliteHarness,
  redisHarness,
  fileHarness,
  stdoutHarness,
]
