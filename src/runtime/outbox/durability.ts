import { newAbort } from '../../base/abort.ts'
import { closeDurableState, type DurableState } from '../../delivery/journalled/durable-state.ts'
import { CursorKeeper } from '../../delivery/journalled/cursor-keeper.ts'
import type { Backlog } from '../../delivery/journalled/backlog.ts'
import type { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import { SourceMemories } from '../../delivery/journalled/source-memories.ts'
import { ReceiptBook } from '../../delivery/journalled/receipt-book.ts'
import { isLetterShape, letterShape } from '../../delivery/dead-letter/letter-chunk.ts'
import type { LaneContext } from '../../delivery/lane-context.ts'
import type { Lane } from '../../delivery/lane.ts'
import type { Lanes } from '../../delivery/lanes.ts'
import { encodeContent } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Ledger, StreamLedgers } from '../ledger/ledger.ts'
import { onFullOf } from '../../delivery/on-full.ts'
import { JournalOutbox } from './journal-outbox.ts'
import { noBacklog, type LaneBacklog } from './lane-backlog.ts'
import { LaneFeeds } from './lane-feeds.ts'
import { LetterLog } from './letter-log.ts'
import { SavedTotals } from './saved-totals.ts'

const CURSORS_EVERY_MS = 50
const CLOSE_TIMEOUT_MS = 5_000

/** Targets of earlier programs that have rows left in the journal. */
export const targetsLeft = (
  { backlog, registry }: DurableState,
  known: Iterable<TargetShape>,
): TargetShape[] => {
  return registry
    .beside(known)
    .filter(({ id, shape }) => !isLetterShape(shape) && (backlog.get(id) ?? 0) > 0)
    .map(({ shape }) => shape)
}

/** The journal of a running engine, with the lanes that live from it. */
export class Durability {
  readonly journal: Journal
  readonly outbox: JournalOutbox
  readonly receipts: ReceiptBook
  readonly memories: SourceMemories
  /** Resolves, with words, when the journal cannot be written any more: the worker must stop. */
  readonly failed: Promise<string>
  private readonly context: LaneContext
  /** Lanes that also have rows which are not in the journal. */
  private direct: ReadonlySet<Lane> = new Set()
  private readonly state: DurableState
  private readonly feeds: LaneFeeds
  private readonly keeper: CursorKeeper
  private readonly totals: SavedTotals
  private readonly touched = new Set<StreamLedgers>()
  private fullInSegment = -1
  private readonly ledger: Ledger
  private readonly lanes: Lanes
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
    this.memories = new SourceMemories(journal)
    this.context = context
    this.ledger = ledger
    this.lanes = lanes
    this.journalled = new WeakSet(journalled)
    for (const target of ledger.targets) registry.bind(target, lanes.of(target).name)
    let stop: (words: string) => void = () => undefined
    this.failed = new Promise((resolve) => (stop = resolve))
    const failed = (error: Error): void => {
      const words = `the journal cannot be written any more: ${error.message}`
      context.alarm('journal-failed', words)
      stop(words)
    }
    journal.onFailure(failed)
    this.feeds = new LaneFeeds(state, ledger, context, (target) => lanes.of(target), failed)
    journal.countBeside(() => this.feeds.copiedBytes)
    for (const target of journalled) this.feeds.of(lanes.of(target))
    const letters = this.feeds.of(lanes.of(letterShape))
    context.deadLetters.keepIn(new LetterLog(journal, registry, letters, context.clock))
    this.receipts = new ReceiptBook(journal, context.failpoint, state.receipts)
    const feedOf = ({ target }: OutputChunk): LaneFeed => this.feeds.of(lanes.of(target))
    const { deadLetters } = context
    this.outbox = new JournalOutbox({
      ...{ journal, registry, ledger, feedOf, deadLetters },
      receipts: this.receipts,
    })
    this.keeper = new CursorKeeper(this.feeds.byNumber, journal, {
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
    this.findDirect()
    registry.forget(
      registry.all.filter(({ bound, id }) => !bound && !state.backlog.has(id)).map(({ id }) => id),
    )
    this.reportRecovery(context)
  }

  /** Must have resolved before the first record is read. */
  async start(): Promise<void> {
    await this.state.registry.save()
    await this.feeds.discardOthers()
    await this.keeper.start()
    for (const feed of this.feeds.all) this.feeds.start(feed)
  }

  /** Makes ready for the targets of another program, of which some go into the journal. Before it is evaluated. */
  async prepare(targets: readonly TargetShape[], journalled: readonly TargetShape[]): Promise<void> {
    const { registry } = this.state
    registry.prepare(targets.map((target) => [target, this.lanes.of(target).name]))
    for (const target of journalled) this.journalled.add(target)
    const feeds = journalled.map((target) => this.feeds.of(this.lanes.of(target)))
    await registry.save()
    await this.keeper.saveNow()
    for (const feed of feeds) this.feeds.start(feed)
  }

  /** The program that was prepared is the one that runs. */
  changed(): void {
    this.state.registry.retain(this.ledger.targets)
    this.findDirect()
  }

  /** Resolves with true when the lane has delivered all that the journal has for it, with false where the signal was first. */
  async drained(lane: Lane, signal: AbortSignal): Promise<boolean> {
    const feed = this.feeds.known(lane)
    if (feed === undefined) return true
    return (await this.journal.flush(signal)) && (await feed.moved.until(() => feed.isDone, signal))
  }

  /** Whether the journal has rows that some lane has not delivered. */
  get keepsRows(): boolean {
    return this.feeds.all.some((feed) => !feed.isDone)
  }

  /** The journal has nothing for this lane any more; rows that it has yet are given up. */
  async forget(lane: Lane): Promise<void> {
    if (await this.feeds.forget(lane)) await this.keeper.saveNow()
  }

  /** The ledgers of this stream go into the next group. */
  touch(stream: StreamLedgers): void {
    this.touched.add(stream)
  }

  /** Hands no more rows to lanes; resolves with true when all that was evaluated is on disk. */
  async settle(signal: AbortSignal): Promise<boolean> {
    this.outbox.flush()
    const isSafe = await this.journal.flush(signal)
    await this.feeds.stop()
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

  /**
   * What must have room before a record of these targets is evaluated: the backlogs of lanes that block, and that of dead
   * letters, which any record may need.
   */
  blocking(targets: readonly TargetShape[]): readonly Backlog[] {
    const blocking = targets.filter((target) => onFullOf(target) === 'block')
    const lanes = new Set([...blocking, letterShape].map((target) => this.lanes.of(target)))
    return [...lanes].map((lane) => this.feeds.of(lane).backlog)
  }

  backlogOf(lane: Lane): Backlog | undefined {
    return this.feeds.known(lane)?.backlog
  }

  /** What the journal has for a lane. */
  waitingFor(lane: Lane): LaneBacklog {
    const feed = this.feeds.known(lane)
    if (feed === undefined) return noBacklog
    const { backlog, behindFrames, copies, cursor } = feed
    const copied = copies?.log.journal.bytesFrom(copies.cursor) ?? 0
    return {
      behindFrames,
      pinnedBytes: this.journal.bytesFrom(cursor) + copied,
      waitingRows: backlog.rows,
      waitingBytes: backlog.bytes,
      quotaBytes: backlog.bytesMax,
      isFull: backlog.full,
    }
  }

  /** Saves totals and cursors. Lanes must be closed before, so that nothing moves any more. */
  async close(): Promise<void> {
    await this.feeds.stop()
    if (this.journal.failure === undefined && !this.journal.full) {
      this.journal.append(encodeContent({ totals: this.totals.save() }))
      const late = newAbort()
      const timer = this.context.clock.sleep(CLOSE_TIMEOUT_MS, late.signal)
      await Promise.race([this.journal.flush(late.signal), timer])
      late.abort()
    }
    if (this.journal.failure === undefined) await this.keeper.close()
    await closeDurableState(this.state)
  }

  private findDirect(): void {
    const direct = this.ledger.targets.filter((one) => !this.journalled.has(one))
    this.direct = new Set(direct.map((one) => this.lanes.of(one)))
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
