import type { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import type { TargetRegistry } from '../../delivery/journalled/target-registry.ts'
import { encodeContent } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceLane } from '../source/source-lane.ts'
import type { Outbox } from './outbox.ts'

interface Held {
  readonly chunk: OutputChunk
  readonly lane: SourceLane
  readonly arrivedMs: number
}

/** Rows in one frame at the most, so that a reader never holds more. */
const FRAME_BYTES = 4 * 1024 * 1024

/**
 * Gathers the rows of one slice into a frame. When it is synced, first the records are settled, so that their
 * acknowledgements go out, and then the lanes see the rows.
 */
export class JournalOutbox implements Outbox {
  readonly journalled = true
  private readonly journal: Journal
  private readonly registry: TargetRegistry
  private readonly ledger: Ledger
  private readonly feedOf: (chunk: OutputChunk) => LaneFeed
  private held: Held[] = []
  private heldBytes = 0

  constructor(
    journal: Journal,
    registry: TargetRegistry,
    ledger: Ledger,
    feedOf: (chunk: OutputChunk) => LaneFeed,
  ) {
    this.journal = journal
    this.registry = registry
    this.ledger = ledger
    this.feedOf = feedOf
  }

  push(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void {
    for (let row = 0; row < chunk.count; row++) lane.hold(chunk.seq[row]!)
    const { rows } = this.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.pending += chunk.count
    this.held.push({ chunk, lane, arrivedMs })
    this.heldBytes += (chunk.end[chunk.count - 1] ?? 0) - (chunk.start[0] ?? 0)
    if (this.heldBytes >= FRAME_BYTES) this.flush()
  }

  /** The rows so far become a frame. */
  flush(): void {
    const { held } = this
    if (held.length === 0) return
    this.held = []
    this.heldBytes = 0
    const rows = held.map(({ chunk }) => ({ target: this.registry.idOf(chunk.target), chunk }))
    const sequence: number = this.journal.append(encodeContent({ positions: positionsOf(held), rows }), () =>
      this.synced(sequence, held),
    )
  }

  private synced(sequence: number, held: readonly Held[]): void {
    const byFeed = new Map<LaneFeed, OutputChunk[]>()
    const lanes = new Set<SourceLane>()
    for (const { chunk, lane } of held) {
      for (let row = 0; row < chunk.count; row++) lane.settle(chunk.seq[row]!)
      lanes.add(lane)
      const feed = this.feedOf(chunk)
      const known = byFeed.get(feed)
      if (known === undefined) byFeed.set(feed, [chunk])
      else known.push(chunk)
    }
    for (const lane of lanes) lane.advance()
    for (const [feed, chunks] of byFeed) feed.offer(sequence, chunks, held[0]!.arrivedMs)
  }
}

const positionsOf = (held: readonly Held[]) => {
  const lanes = new Map<SourceLane, { first: number; below: number }>()
  for (const { chunk, lane } of held) {
    const { count, seq } = chunk
    const known = lanes.get(lane) ?? { first: Infinity, below: 0 }
    known.first = Math.min(known.first, seq[0]!)
    known.below = Math.max(known.below, seq[count - 1]! + 1)
    lanes.set(lane, known)
  }
  return [...lanes].map(([{ source, lane, epoch }, range]) => ({ source, lane, epoch, ...range }))
}
