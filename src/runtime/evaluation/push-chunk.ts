import type { OutputChunk } from '../../stream/output.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { SourceLane } from '../source/source-lane.ts'

/** Hands rows to their lane; each holds its record until it is decided. */
export const pushChunk = (
  chunk: OutputChunk,
  lane: SourceLane,
  arrivedMs: number,
  context: RuntimeContext,
): void => {
  for (let row = 0; row < chunk.count; row++) lane.hold(chunk.seq[row]!)
  const { rows, latency } = context.ledger.accountOf(chunk.target)
  rows.made += chunk.count
  rows.pending += chunk.count
  context.lanes.of(chunk.target).push({ chunk, origin: lane, ledger: rows, latency, arrivedMs })
}
