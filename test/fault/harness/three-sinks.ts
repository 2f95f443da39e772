import { httpReceiver, type HttpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { sqlReceiver } from '../receivers/sql.ts'
import type { SinkCell } from './experiment.ts'
import type { Stage } from './stage.ts'

export const threeSinkCells: readonly SinkCell[] = [
  'HTTP',
  'Kafka, idempotent',
  'SQL upsert by a key from the payload',
]

export interface ThreeSinks {
  readonly inbox: HttpReceiver
  /** The HTTP inbox first, since it is the cheapest to ask. */
  readonly receivers: readonly Receiver[]
}

/** HTTP, Kafka and PostgreSQL. */
export const threeSinks = async (stage: Stage): Promise<ThreeSinks> => {
  const inbox = await httpReceiver(stage)
  return { inbox, receivers: [inbox, await kafkaReceiver(stage), await sqlReceiver(stage, 'postgres')] }
}
