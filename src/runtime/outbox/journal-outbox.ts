import { keptInput } from '../../delivery/dead-letter/kept-input.ts'
import type { DeadLetters } from '../../delivery/dead-letter/dead-letters.ts'
import type { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import type { ReceiptBook } from '../../delivery/journalled/receipt-book.ts'
import type { TargetRegistry } from '../../delivery/journalled/target-registry.ts'
import { encodeContent } from '../../journal/content/frame-content.ts'
import type { ReceiptChange, ShedRows } from '../../journal/content/frame-content.ts'
import type { KeptInput } from '../../journal/content/inputs.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Batch } from '../../stream/batch.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { SourceLane } from '../source/source-lane.ts'
import type { Outbox } from './outbox.ts'
import { lettersOfShed, sheddingOf, shedOutcome, type Shedding } from './shed-rows.ts'

interface Held {
  readonly chunk: OutputChunk
  readonly lane: SourceLane
  readonly arrivedMs: number
  /** Rows that are not delivered: too many wait for their lane. */
  readonly shedding: Shedding | undefined
}

export interface JournalOutboxParts {
  readonly journal: Journal
  readonly registry: TargetRegistry
  readonly ledger: Ledger
  readonly feedOf: (chunk: OutputChunk) => LaneFeed
  readonly receipts: ReceiptBook
  readonly deadLetters: DeadLetters
}

/** Rows in one frame at the most, so that a reader never holds more. */
const FRAME_BYTES = 4 * 1024 * 1024

/**
 * Gathers the rows of one slice into a frame, which also says how many had to be shed, so that these are counted as
 * surely as the others are delivered. When it is synced, first the records are settled, so that their
 * acknowledgements go out, and then the lanes see the rows.
 */
export class JournalOutbox implements Outbox {
  readonly journalled = true
  private readonly parts: JournalOutboxParts
  private held: Held[] = []
  private heldBytes = 0
  /** Records with rows of the slices under way whose source keeps receipts. */
  private readonly receivable = new Map<SourceLane, Set<number>>()

  constructor(parts: JournalOutboxParts) {
    this.parts = parts
  }

  push(chunk: OutputChunk, lane: SourceLane, arrivedMs: number): void {
    for (let row = 0; row < chunk.count; row++) lane.hold(chunk.seq[row]!)
    const { rows } = this.parts.ledger.accountOf(chunk.target)
    rows.made += chunk.count
    rows.pending += chunk.count
    if (lane.receiptsOf !== undefined) this.note(chunk, lane)
    const feed = this.parts.feedOf(chunk)
    const shedding = sheddingOf(chunk, feed)
    if (shedding === undefined) feed.backlog.expect(chunk)
    else feed.backlog.shed += chunk.count
    this.held.push({ chunk, lane, arrivedMs, shedding })
    this.heldBytes += (chunk.end[chunk.count - 1] ?? 0) - (chunk.start[0] ?? 0)
    if (this.heldBytes >= FRAME_BYTES) this.flush()
  }

  /** All rows of a slice have been made: they become a frame, with the receipts of its records. */
  flushSlice(lane: SourceLane, batch: Batch): void {
    const noted = this.receivable.get(lane)
    if (noted === undefined || lane.receiptsOf === undefined) {
      this.flush()
      return
    }
    this.receivable.delete(lane)
    const numbers = [...noted].map((seq) => batch.receipt?.(seq - batch.first) ?? 0).filter((one) => one > 0)
    this.flush(numbers.length > 0 ? [this.parts.receipts.take(lane.receiptsOf, numbers)] : [])
  }

  /** The rows so far become a frame. */
  flush(receipts: readonly ReceiptChange[] = []): void {
    const { held } = this
    if (held.length === 0 && receipts.length === 0) return
    const { journal, registry } = this.parts
    this.held = []
    this.heldBytes = 0
    const shed = held.flatMap((one) => this.shed(one))
    const letters = held.flatMap((one) => this.lettersOf(one))
    const kept = held.flatMap(({ chunk, shedding }) => (shedding === undefined ? [chunk] : []))
    const rows = [...kept, ...letters].map((chunk) => ({ target: registry.idOf(chunk.target), chunk }))
    const content = encodeContent({
      positions: positionsOf(held),
      rows,
      receipts,
      shed,
      inputs: this.inputsOf(held),
    })
    const sequence: number = journal.append(content, () => this.synced(sequence, held, letters))
  }

  /** Books rows that are shed: with the frame they have their outcome. */
  private shed({ chunk, shedding }: Held): ShedRows[] {
    if (shedding === undefined) return []
    const { ledger, registry } = this.parts
    const { rows } = ledger.accountOf(chunk.target)
    const outcome = shedOutcome[shedding]
    rows.pending -= chunk.count
    rows[outcome] += chunk.count
    return [{ target: registry.idOf(chunk.target), outcome, count: chunk.count }]
  }

  /** The records of rows that a server may yet refuse, where letters are to have them. */
  private inputsOf(held: readonly Held[]): readonly KeptInput[] {
    if (!this.parts.deadLetters.keepInput) return []
    const byPlace = new Map<string, KeptInput>()
    for (const { chunk, lane, shedding } of held)
      for (let row = 0; row < chunk.count && shedding === undefined; row++) {
        const seq = chunk.seq[row]!
        const place = JSON.stringify([lane.source, lane.lane, lane.epoch, seq])
        const input = byPlace.has(place) ? undefined : lane.input(seq)
        if (input !== undefined) byPlace.set(place, keptInput(lane.source, input.batch, input.index))
      }
    return [...byPlace.values()]
  }

  private lettersOf({ chunk, lane, shedding }: Held): OutputChunk[] {
    if (shedding !== 'dead letter') return []
    const { deadLetters, feedOf, ledger } = this.parts
    const letters = lettersOfShed(chunk, lane, ledger.accountOf(chunk.target), feedOf(chunk), deadLetters)
    for (const letter of letters) feedOf(letter).backlog.expect(letter)
    return letters
  }

  /** What an ended connection has brought comes again, and is not known: its slice may not have become whole. */
  private note(chunk: OutputChunk, lane: SourceLane): void {
    const { receivable } = this
    let noted = receivable.get(lane)
    if (noted === undefined) {
      for (const one of receivable.keys()) if (one.over) receivable.delete(one)
      receivable.set(lane, (noted = new Set()))
    }
    for (let row = 0; row < chunk.count; row++) noted.add(chunk.seq[row]!)
  }

  private synced(sequence: number, held: readonly Held[], letters: readonly OutputChunk[]): void {
    const byFeed = new Map<LaneFeed, OutputChunk[]>()
    const lanes = new Set<SourceLane>()
    for (const { chunk, lane } of held) {
      for (let row = 0; row < chunk.count; row++) lane.settle(chunk.seq[row]!)
      lanes.add(lane)
    }
    const kept = held.flatMap(({ chunk, shedding }) => (shedding === undefined ? [chunk] : []))
    for (const chunk of [...kept, ...letters]) {
      const feed = this.parts.feedOf(chunk)
      const known = byFeed.get(feed)
      if (known === undefined) byFeed.set(feed, [chunk])
      else known.push(chunk)
    }
    for (const lane of lanes) lane.advance()
    for (const [feed, chunks] of byFeed) feed.offer(sequence, chunks, held[0]?.arrivedMs ?? 0)
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
