import { carryHttp } from './http.ts'
import { carryKafka } from './kafka.ts'
import { carryPublish } from './publish.ts'
import { carryRedis } from './redis.ts'
import { carrySql } from './sql.ts'
import type { CarryAction } from './action.ts'

/** A kind of action that is carried over, and the connector of Sluice that it goes to. */
export interface ActionKind {
  readonly connector: 'kafka' | 'http' | 'postgres' | 'mysql' | 'redis' | 'mqtt'
  readonly carry: CarryAction
}

const kafka: ActionKind = { connector: 'kafka', carry: carryKafka }
const http: ActionKind = { connector: 'http', carry: carryHttp }
const postgres: ActionKind = { connector: 'postgres', carry: carrySql }
const redis: ActionKind = { connector: 'redis', carry: carryRedis }
const mysql: ActionKind = { connector: 'mysql', carry: carrySql }

export const republish: ActionKind = { connector: 'mqtt', carry: carryPublish('${payload}') }

/** Types of actions, as EMQX 5 and its bridges before that call them. */
export const actionKinds: ReadonlyMap<string, ActionKind> = new Map([
  ['kafka', kafka],
  ['kafka_producer', kafka],
  ['confluent_producer', kafka],
  ['azure_event_hub_producer', kafka],
  ['http', http],
  ['webhook', http],
  ['pgsql', postgres],
  ['postgresql', postgres],
  ['timescale', postgres],
  ['alloydb', postgres],
  ['cockroachdb', postgres],
  ['matrix', postgres],
  ['mysql', mysql],
  ['redis', redis],
  ['redis_single', redis],
  ['mqtt', { connector: 'mqtt', carry: carryPublish('${.}') }],
])
