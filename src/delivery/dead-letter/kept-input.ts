import type { KeptInput } from '../../journal/content/inputs.ts'
import type { Batch } from '../../stream/batch.ts'
import type { Value } from '../../types/value.ts'

/** What a source knew of the record beside its bytes; a redrive gives it back. */
export const ATTRIBUTES = ['qos', 'retain', 'clientid', 'username', 'tombstone'] as const

/** All that a letter says of its input. */
const KEPT = [...ATTRIBUTES, 'partition', 'offset'] as const

/** A record of a batch, to be put into a frame beside the rows that it caused. */
export const keptInput = (source: string, batch: Batch, index: number): KeptInput => {
  const attributes: Record<string, Value> = {}
  for (const name of KEPT) {
    const value = batch.attribute(index, name)
    if (value !== undefined && value !== null) attributes[name] = value
  }
  const headers = batch.headerNames(index).map((name) => [name, batch.header(index, name)] as const)
  return {
    source,
    lane: batch.lane,
    epoch: batch.epoch,
    seq: batch.first + index,
    record: {
      payload: batch.bytes.subarray(batch.start[index], batch.end[index]),
      topic: batch.topics[batch.topic[index] ?? -1] ?? '',
      timeMs: batch.timeMs[index] ?? 0,
      key: batch.key(index),
      headers: Object.fromEntries(headers.map(([name, value]) => [name, value ?? new Uint8Array()])),
      attributes,
      fullSize: batch.fullSize?.get(index),
    },
  }
}
