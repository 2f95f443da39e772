import { Backlog } from '../../delivery/journalled/backlog.ts'
import { laneStart, type DurableState } from '../../delivery/journalled/durable-state.ts'
import { LaneCopier } from '../../delivery/journalled/lane-copier.ts'
import { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
import type { OwnLog } from '../../delivery/journalled/own-log.ts'
import type { LaneContext } from '../../delivery/lane-context.ts'
import type { Lane } from '../../delivery/lane.ts'
import { onFullOf, type OnFull } from '../../delivery/on-full.ts'
import type { Ledger } from '../ledger/ledger.ts'

const AHEAD_ROWS_MAX = 10_000
const MEGABYTE = 1024 * 1024

const consequences: Readonly<Record<OnFull, string>> = {
  block: 'sources wait',
  'dead letter': 'new rows become dead letters',
  drop: 'new rows are dropped',
}

/** The lanes that live from a journal, each with what waits for it there. */
export class LaneFeeds {
  /** By the numbers that cursors have for them. */
  readonly byNumber = new Map<number, LaneFeed>()
  private readonly byLane = new Map<Lane, LaneFeed>()
  private readonly copiers = new Map<LaneFeed, LaneCopier>()
  private readonly state: DurableState
  private readonly ledger: Ledger
  private readonly context: LaneContext
  /** A log cannot be written any more. */
  private readonly failed: (error: Error) => void
  /** Rows that an earlier run has left, by target, until a lane has taken them over. */
  private readonly left: Map<number, { readonly rows: number; readonly bytes: number }>
  /** What becomes of rows for a lane that is at its quota. */
  private readonly policiesOf: (lane: Lane) => ReadonlySet<OnFull>

  constructor(
    state: DurableState,
    ledger: Ledger,
    context: LaneContext,
    laneOf: (target: Ledger['targets'][number]) => Lane,
    failed: (error: Error) => void,
  ) {
    this.state = state
    this.ledger = ledger
    this.context = context
    this.failed = failed
    for (const { journal } of state.ownLogs.all.values()) journal.onFailure(failed)
    const { backlog, backlogBytes } = state
    this.left = new Map(
      [...backlog].map(([id, rows]) => [id, { rows, bytes: backlogBytes.get(id) ?? 0 }] as const),
    )
    this.policiesOf = (lane) =>
      new Set(ledger.targets.filter((target) => laneOf(target) === lane).map(onFullOf))
  }

  get all(): readonly LaneFeed[] {
    return [...this.byLane.values()]
  }

  /** Disk that copies take which are needed yet. */
  get copiedBytes(): number {
    let bytes = 0
    for (const { copies } of this.all)
      if (copies !== undefined) bytes += copies.log.journal.bytesFrom(copies.cursor)
    return bytes
  }

  known(lane: Lane): LaneFeed | undefined {
    return this.byLane.get(lane)
  }

  of(lane: Lane): LaneFeed {
    const known = this.byLane.get(lane)
    if (known !== undefined) return known
    const { journal, registry } = this.state
    const { context, ledger } = this
    const number = registry.laneNumber(lane.name)
    const { cursor, own } = laneStart(this.state, number)
    const bytes = this.state.copiedBytes.get(number) ?? 0
    const feed = new LaneFeed({
      lane,
      journal,
      registry,
      cursor,
      own: own === undefined ? undefined : { ...own, bytes },
      aheadRowsMax: Math.min(AHEAD_ROWS_MAX, context.limits.laneRowsMax),
      backlog: this.backlogOf(lane),
      accountOf: (target) => ledger.accountOf(target),
      nowMs: () => context.clock.monotonicMs(),
      alarm: context.alarm,
    })
    const { alarm } = context
    const open = (): Promise<OwnLog> => this.openLog(number)
    this.copiers.set(feed, new LaneCopier({ feed, journal, registry, open, alarm }))
    this.byNumber.set(number, feed)
    this.byLane.set(lane, feed)
    return feed
  }

  /** Rows that it has yet are given up. */
  async forget(lane: Lane): Promise<boolean> {
    const feed = this.byLane.get(lane)
    if (feed === undefined) return false
    await this.halt(feed)
    this.byLane.delete(lane)
    this.copiers.delete(feed)
    for (const [number, one] of this.byNumber) if (one === feed) this.byNumber.delete(number)
    await feed.copies?.log.discard()
    return true
  }

  start(feed: LaneFeed): void {
    feed.start()
    this.copiers.get(feed)?.start()
  }

  /** Gives up the copies of lanes that are no more. */
  async discardOthers(): Promise<void> {
    for (const [number, log] of this.state.ownLogs.all) if (!this.byNumber.has(number)) await log.discard()
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((feed) => this.halt(feed)))
  }

  private async halt(feed: LaneFeed): Promise<void> {
    await this.copiers.get(feed)?.stop()
    await feed.stop()
  }

  private async openLog(number: number): Promise<OwnLog> {
    const log = await this.state.ownLogs.open(number)
    log.journal.onFailure(this.failed)
    return log
  }

  private backlogOf(lane: Lane): Backlog {
    const { registry, backlogBytesMax } = this.state
    const backlog: Backlog = new Backlog(backlogBytesMax, (isFull) => this.turned(lane, backlog, isFull))
    for (const { id, lane: name } of registry.all) {
      const left = name === lane.name ? this.left.get(id) : undefined
      if (left === undefined) continue
      this.left.delete(id)
      backlog.take(left.rows, left.bytes)
    }
    return backlog
  }

  private turned(lane: Lane, { bytesMax, shed }: Backlog, isFull: boolean): void {
    const { alarm, log } = this.context
    const quota = `${String(Math.round(bytesMax / MEGABYTE))} MB`
    const policies = [...this.policiesOf(lane)].map((policy) => consequences[policy])
    if (isFull)
      alarm(
        'backlog-full',
        `${lane.name}: the rows that wait for it have reached their quota of ${quota}: ${policies.join(', or ')}${policies.length > 1 ? ', as their targets say' : ''}`,
      )
    else
      log.info(
        `${lane.name}: the rows that wait for it are below their quota of ${quota} again${shed === 0 ? '' : `; ${String(shed)} rows were dropped or became dead letters meanwhile`}`,
      )
  }
}
