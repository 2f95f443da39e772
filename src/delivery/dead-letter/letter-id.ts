import { digestOf } from '../output-id.ts'
import { REDRIVE, type DeadLetter } from './letter.ts'

const ownerOf = ({ owner }: DeadLetter): string =>
  'stream' in owner ? `stream ${owner.stream}` : `rule ${owner.rule}`

/** Equal for letters of one cause: slug, owner, and the path or the connection that it is about. */
export const fingerprintOf = (letter: DeadLetter): string => {
  const { path, refused, slug } = letter
  const about = path ?? refused?.rows.chunk(refused.index).target.connection ?? ''
  return digestOf([slug, ownerOf(letter), about], 12)
}

/**
 * Equal for repeats of one failure, as they come after a crash: where the record stands in its log, or in this run.
 * What was redriven and fails again is another failure, so its letter gets an id by what it is now.
 */
export const letterId = (letter: DeadLetter): string => {
  const { identity, input, position, refused } = letter
  const { epoch, lane, seq, source } = position
  if (refused !== undefined) {
    const { index, rows } = refused
    const isRedriven = rows.chunk(index).ids !== undefined
    return digestOf(['row', rows.id?.(index) ?? seq, ...(isRedriven ? [identity, seq] : [])])
  }
  const offset = input?.batch.attribute(input.index, 'offset')
  const topic = input?.batch.topics[input.batch.topic[input.index] ?? -1] ?? ''
  if (source === REDRIVE || input === undefined || (typeof offset !== 'number' && typeof offset !== 'bigint'))
    return digestOf(['record', ownerOf(letter), identity, source, lane, epoch, seq])
  const partition = String(input.batch.attribute(input.index, 'partition') ?? '')
  const timeMs = input.batch.timeMs[input.index] ?? 0
  return digestOf(['record', ownerOf(letter), source, topic, partition, String(offset), timeMs])
}
