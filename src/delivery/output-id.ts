import { createHash } from 'node:crypto'
import type { OutputChunk } from '../stream/output.ts'

/** A short, stable digest of a few texts and numbers. */
export const digestOf = (parts: readonly (string | number)[], hexDigits = 32): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, hexDigits)

/** The part of an id that all rows of a chunk share, and what it was made for. */
const heads = new WeakMap<OutputChunk, { readonly identity: string; readonly head: string }>()

const headOf = (chunk: OutputChunk, identity: string): string => {
  const known = heads.get(chunk)
  if (known?.identity === identity) return known.head
  const { epoch, lane, log, source, target } = chunk
  const position = log === undefined ? [identity, source, lane, epoch] : [source, log.partition]
  const head = digestOf([...position, target.rule, target.index], 24)
  heads.set(chunk, { identity, head })
  return head
}

/**
 * The id of a row: a digest of what is equal for its chunk, then its record's place. Where the source is a log that is
 * its offset and timestamp, so that the id is the same when the record is read again; elsewhere the sequence number
 * within `identity`, which is the frame of a journal or the run of a process.
 */
export const outputId = (chunk: OutputChunk, row: number, identity: string): string => {
  const given = chunk.ids?.[row]
  if (given !== undefined) return given
  const { log } = chunk
  const place =
    log === undefined
      ? chunk.seq[row]!.toString(36)
      : `${log.offsets[row]!.toString(36)}-${log.timesMs[row]!.toString(36)}`
  return `${headOf(chunk, identity)}-${place}-${String(chunk.ordinal?.[row] ?? 0)}`
}
