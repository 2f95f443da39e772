import type { CheckedStream, CheckedTarget } from '../check/checked/project.ts'

/** What becomes of a row between a source and a sink, in the words of the promise table. */
export type Guarantee = 'may lose, may repeat' | 'may lose' | 'at least once' | 'effectively once'

const databases: ReadonlySet<string> = new Set(['postgres', 'mysql', 'sqlite'])

/** MQTT with QoS 0 has no acknowledgement, so what is under way is lost with the process. */
const mayLose = (stream: CheckedStream): boolean => {
  if (stream.connector?.name !== 'mqtt') return false
  const { qos } = stream.options
  return qos === 0
}

/**
 * The cell of the promise table for a rule's stream and target, where the source is the log: an input is
 * acknowledged when all its outputs are confirmed, so a crash repeats what was in flight. An upsert by a key hides
 * the repeats.
 */
export const guaranteeOf = (stream: CheckedStream, target: CheckedTarget): Guarantee => {
  const upsert = databases.has(target.connector?.name ?? '') && target.constants['key'] !== undefined
  if (mayLose(stream)) return upsert ? 'may lose' : 'may lose, may repeat'
  return upsert ? 'effectively once' : 'at least once'
}
