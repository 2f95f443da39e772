import { newAbort } from '../../base/abort.ts'
import type { DurableState } from '../../delivery/journalled/durable-state.ts'
import { cursorOf } from '../../delivery/journalled/durable-state.ts'
import { CursorKeeper } from '../../delivery/journalled/cursor-keeper.ts'
import { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import { ReceiptBook } from '../../delivery/journalled/receipt-book.ts'
import { isLetterShape, letterShape } from '../../delivery/dead-letter/letter-chunk.ts'
import type { LaneContext } from '../../delivery/lane-context.ts'
import type { Lane } from '../../delivery/lane.ts'
import type { Lanes } from '../../delivery/lanes.ts'
import { encodeContent } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Ledger, StreamLedgers } from '../ledger/ledger.ts'
import { JournalOutbox } from './journal-outbox.ts'
import { LetterLog } from './letter-log.ts'
import { SavedTotals } from './saved-totals.ts'

const CURSORS_EVERY_MS = 50
const AHEAD_ROWS_MAX = 10_000
const CLOSE_TIMEOUT_MS = 5_000

/** Targets of earlier programs that have rows left in the journal. */
export const targetsLeft = (
  { backlog, registry }: DurableState,
  known: Iterable<TargetShape>,
): TargetShape[] => {
  const inUse = new Set(known)
  return registry.all
    .filter(({ shape }) => !isLetterShape(shape))
    .filter(({ bound, id, shape }) => !bound && !inUse.has(shape) && (backlog.get(id) ?? 0) > 0)
    .map(({ shape }) => shape)
}

/** The journal of a running engine, with the lanes that live from it. */
export class Durability {
  readonly journal: Journal
  readonly outbox: JournalOutbox
  readonly receipts: ReceiptBook
  /** Resolves, with words, when the journal cannot be written any more: the worker must stop. */
  readonly failed: Promise<string>
  private readonly context: LaneContext
  /** Lanes that also have rows which are not in the journal. */
  private direct: ReadonlySet<Lane> = new Set()
  private readonly state: DurableState
  private readonly feeds = new Map<number, LaneFeed>()
  private readonly keeper: CursorKeeper
  private readonly totals: SavedTotals
  private readonly touched = new Set<StreamLedgers>()
  private fullInSegment = -1
  private readonly ledger: Ledger
  private readonly lanes: Lanes
  private readonly byLane = new Map<Lane, LaneFeed>()
  /** Targets whose rows are in the journal, those of earlier programs among them. */
  private readonly journalled: WeakSet<TargetShape>

  /** `journalled` are the targets whose rows go into the journal, those of earlier programs among them. */
  constructor(
    state: DurableState,
    parts: {
      readonly ledger: Ledger
      readonly lanes: Lanes
      readonly journalled: ReadonlySet<TargetShape>
      readonly context: LaneContext
    },
  ) {
    const { context, journalled, lanes, ledger } = parts
    const { journal, registry } = state
    this.state = state
    this.journal = journal
    this.context = context
    this.ledger = ledger
    this.lanes = lanes
    this.journalled = new WeakSet(journalled)
    for (const target of ledger.targets) registry.bind(target, lanes.of(target).name)
    for (const target of journalled) this.feedOf(lanes.of(target))
    const letters = this.feedOf(lanes.of(letterShape))
    context.deadLetters.keepIn(new LetterLog(journal, registry, letters, context.clock))
    this.receipts = new ReceiptBook(journal, context.failpoint, state.receipts)
    const feedOf = ({ target }: OutputChunk): LaneFeed => this.feedOf(lanes.of(target))
    this.outbox = new JournalOutbox({ journal, registry, ledger, feedOf, receipts: this.receipts })
    this.keeper = new CursorKeeper(this.feeds, journal, {
      clock: context.clock,
      everyMs: CURSORS_EVERY_MS,
      alarm: context.alarm,
    })
    this.totals = new SavedTotals(
      ledger,
      (target) => registry.idOf(target),
      (target) => target === letterShape || this.journalled.has(target),
    )
    this.totals.restore(state)
    journal.beforeGroup(() => this.totalsOfGroup())
    journal.onDiskFull(() =>
      context.alarm('disk-full', 'the disk with the journal is full: records wait until there is room'),
    )
    this.failed = new Promise((resolve) => {
      journal.onFailure((error) => {
        const words = `the journal cannot be written any more: ${error.message}`
        context.alarm('journal-failed', words)
        resolve(words)
      })
    })
    this.findDirect()
    registry.forget(
      registry.all.filter(({ bound, id }) => !bound && !state.backlog.has(id)).map(({ id }) => id),
    )
    this.reportRecovery(context)
  }

  /** Must have resolved before the first record is read. */
  async start(): Promise<void> {
    await this.state.registry.save()
    await this.keeper.start()
    for (const feed of this.feeds.values()) feed.start()
  }

  /** Makes ready for the targets of another program, of which some go into the journal. Before it is evaluated. */
  async prepare(targets: readonly TargetShape[], journalled: readonly TargetShape[]): Promise<void> {
    const { registry } = this.state
    registry.prepare(targets.map((target) => [target, this.lanes.of(target).name]))
    for (const target of journalled) this.journalled.add(target)
    const feeds = journalled.map((target) => this.feedOf(this.lanes.of(target)))
    await registry.save()
    await this.keeper.saveNow()
    for (const feed of feeds) feed.start()
  }

  /** The program that was prepared is the one that runs. */
  changed(): void {
    this.state.registry.retain(this.ledger.targets)
    this.findDirect()
  }

  /** Resolves with true when the lane has delivered all that the journal has for it, with false where the signal was first. */
  async drained(lane: Lane, signal: AbortSignal): Promise<boolean> {
    const feed = this.byLane.get(lane)
    if (feed === undefined) return true
    return (await this.journal.flush(signal)) && (await feed.moved.until(() => feed.isDone, signal))
  }

  /** The journal has nothing for this lane any more; rows that it has yet are given up. */
  async forget(lane: Lane): Promise<void> {
    const feed = this.byLane.get(lane)
    if (feed === undefined) return
    await feed.stop()
    this.byLane.delete(lane)
    for (const [number, one] of this.feeds) if (one === feed) this.feeds.delete(number)
    await this.keeper.saveNow()
  }

  /** The ledgers of this stream go into the next group. */
  touch(stream: StreamLedgers): void {
    this.touched.add(stream)
  }

  /** Hands no more rows to lanes; resolves with true when all that was evaluated is on disk. */
  async settle(signal: AbortSignal): Promise<boolean> {
    this.outbox.flush()
    const isSafe = await this.journal.flush(signal)
    await Promise.all([...this.feeds.values()].map((feed) => feed.stop()))
    // Letters of rows that lanes have yet go to their target in what is left of the time.
    this.context.deadLetters.keepIn(undefined)
    return isSafe
  }

  /** Whether a clean stop may leave the lane's rows where they are: its server does not answer, and the journal has them. */
  mayWait(lane: Lane): boolean {
    const { deadLetters } = this.context
    const isWhole = lane === deadLetters.lane ? deadLetters.mayWait : !this.direct.has(lane)
    return lane.reason !== undefined && isWhole
  }

  /** What a lane keeps in the journal: frames that it has not passed, and about how many bytes that is. */
  pinnedBy(lane: Lane): { readonly behindFrames: number; readonly pinnedBytes: number } {
    const feed = this.byLane.get(lane)
    if (feed === undefined) return { behindFrames: 0, pinnedBytes: 0 }
    return { behindFrames: feed.behindFrames, pinnedBytes: this.journal.bytesFrom(feed.cursor) }
  }

  /** Saves totals and cursors. Lanes must be closed before, so that nothing moves any more. */
  async close(): Promise<void> {
    await Promise.all([...this.feeds.values()].map((feed) => feed.stop()))
    if (this.journal.failure === undefined && !this.journal.full) {
      this.journal.append(encodeContent({ totals: this.totals.save() }))
      const late = newAbort()
      const timer = this.context.clock.sleep(CLOSE_TIMEOUT_MS, late.signal)
      await Promise.race([this.journal.flush(late.signal), timer])
      late.abort()
    }
    if (this.journal.failure === undefined) await this.keeper.close()
    await this.journal.close()
  }

  private findDirect(): void {
    const direct = this.ledger.targets.filter((one) => !this.journalled.has(one))
    this.direct = new Set(direct.map((one) => this.lanes.of(one)))
  }

  private feedOf(lane: Lane): LaneFeed {
    const known = this.byLane.get(lane)
    if (known !== undefined) return known
    const { journal, registry } = this.state
    const { context, ledger } = this
    const number = registry.laneNumber(lane.name)
    const feed = new LaneFeed({
      lane,
      journal,
      registry,
      cursor: cursorOf(journal, number),
      aheadRowsMax: Math.min(AHEAD_ROWS_MAX, context.limits.laneRowsMax),
      accountOf: (target) => ledger.accountOf(target),
      nowMs: () => context.clock.monotonicMs(),
      alarm: context.alarm,
    })
    this.feeds.set(number, feed)
    this.byLane.set(lane, feed)
    return feed
  }

  /** All ledgers and receipts where a new segment began, since old ones go; else ledgers that have changed. */
  private totalsOfGroup(): readonly Uint8Array[] | undefined {
    const isFull = this.journal.segment !== this.fullInSegment
    if (!isFull && this.touched.size === 0) return undefined
    this.fullInSegment = this.journal.segment
    const totals = this.totals.save(isFull ? undefined : this.touched)
    this.touched.clear()
    return encodeContent({ totals, ...(isFull ? { receipts: this.receipts.all() } : {}) })
  }

  private reportRecovery({ alarm, log }: LaneContext): void {
    const { backlog, journal } = this.state
    const { cursorsLost, damagedSegments, missingFrames, quarantined } = journal.report
    const rows = [...backlog.values()].reduce((sum, count) => sum + count, 0)
    if (rows > 0) log.info(`${String(rows)} rows of an earlier run are in the journal and go out now`)
    if (missingFrames > 0 || damagedSegments > 0)
      alarm(
        'journal-damaged',
        `the journal is damaged: ${String(missingFrames)} frames are missing, ${String(damagedSegments)} segments are damaged${quarantined.length === 0 ? '' : `; see ${quarantined.join(', ')}`}`,
      )
    if (cursorsLost)
      alarm('cursors-lost', 'the cursors are damaged: everything in the journal goes out again')
  }
}
