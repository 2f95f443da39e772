import { durabilityOf } from './durability.ts'
import type { CheckedStream, CheckedTarget } from '../check/checked/project.ts'

/** What becomes of a row between a source and a sink, in the words of the promise table. */
export type Guarantee =
  'may lose, may repeat' | 'may lose' | 'at least once' | 'effectively once' | 'exactly once'

const databases: ReadonlySet<string> = new Set(['postgres', 'mysql', 'sqlite'])

/**
 * MQTT with QoS 0 has no acknowledgement, so what has not reached the journal is lost with the process; and so it is
 * where a stream says that nothing depends on it.
 */
const mayLose = (stream: CheckedStream): boolean =>
  durabilityOf(stream) === 'none' || (stream.connector?.name === 'mqtt' && stream.options['qos'] === 0)

/**
 * The cell of the promise table for a rule's stream and target: an input is acknowledged when its outputs are in the
 * journal or confirmed, so a crash repeats what was in flight. An upsert by a key hides the repeats.
 */
export const guaranteeOf = (stream: CheckedStream, target: CheckedTarget): Guarantee => {
  if (target.constants['guarantee'] === 'exactly once') return 'exactly once'
  const upsert = databases.has(target.connector?.name ?? '') && target.constants['key'] !== undefined
  if (mayLose(stream)) return upsert ? 'may lose' : 'may lose, may repeat'
  return upsert ? 'effectively once' : 'at least once'
}
