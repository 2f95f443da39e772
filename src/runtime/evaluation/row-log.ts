import type { Batch } from '../../stream/batch.ts'
import type { OutputChunk } from '../../stream/output.ts'

/** Rows with the places of their records in the source's log, where it has some: ids that stay are made of them. */
export const withLog = (chunk: OutputChunk, batch: Batch): OutputChunk => {
  const [topic] = batch.topics
  if (batch.topics.length !== 1 || topic === undefined || batch.attribute(0, 'offset') === undefined)
    return chunk
  const { count, seq } = chunk
  const offsets = new Float64Array(count)
  const timesMs = new Float64Array(count)
  for (let row = 0; row < count; row++) {
    const i = seq[row]! - batch.first
    offsets[row] = Number(batch.attribute(i, 'offset'))
    timesMs[row] = batch.timeMs[i]!
  }
  const partition = `${topic}/${String(batch.attribute(0, 'partition') ?? '')}`
  return { ...chunk, log: { partition, offsets, timesMs } }
}
