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

/** Rows are dropped, and counted so, where too many wait. */
const mayDrop = ({ constants }: CheckedTarget): boolean => constants['on_full'] === 'drop'

/** Every record has an offset that stays, so its rows have ids that stay. */
const isLog = ({ connector }: CheckedStream): boolean => connector?.name === 'kafka'

/**
 * The cell of the promise table for a rule's stream and target: an input is acknowledged when its outputs are in the
 * journal or confirmed, so a crash repeats what was in flight. An upsert hides the repeats: by a key of the payload,
 * guarded by `newer_by` (a redriven or repeated older row would replace a newer one otherwise), or by the output id where
 * the source is a log. `isSame`: a record that comes again gives the same rows.
 */
export const guaranteeOf = (stream: CheckedStream, target: CheckedTarget, isSame = true): Guarantee => {
  if (target.constants['guarantee'] === 'exactly once') return 'exactly once'
  const isPositioned = target.constants['guarantee'] === 'effectively once'
  const hides =
    isPositioned || (isSame && isDatabase(target) && (isGuarded(target) || isById(stream, target)))
  if (mayLose(stream) || mayDrop(target)) return hides ? 'may lose' : 'may lose, may repeat'
  return hides ? 'effectively once' : 'at least once'
}

/** What makes the guarantee less than it could be, or would make it better, in a few words. */
export const guaranteeAdvice = (
  stream: CheckedStream,
  target: CheckedTarget,
  isSame = true,
): string | undefined => {
  if (mayDrop(target) && !mayLose(stream))
    return "on_full = 'drop': new rows are dropped while those that wait have reached their quota"
  if (target.constants['guarantee'] !== undefined) return undefined
  if (mayLose(stream) || !isDatabase(target) || isGuarded(target) || isById(stream, target)) return undefined
  if (!isSame) return 'the rows of a repeated record differ'
  if (target.constants['key'] !== undefined) return 'newer_by = column would make it effectively once'
  return isLog(stream) ? "id_column = 'name' would make it effectively once" : undefined
}

const isDatabase = ({ connector }: CheckedTarget): boolean => databases.has(connector?.name ?? '')

const isGuarded = ({ constants }: CheckedTarget): boolean =>
  constants['key'] !== undefined && constants['newer_by'] !== undefined

const isById = (stream: CheckedStream, { constants }: CheckedTarget): boolean =>
  constants['key'] === undefined && constants['id_column'] !== undefined && isLog(stream)
