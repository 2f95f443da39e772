import { Backlog } from '../../delivery/journalled/backlog.ts'
import { cursorOf, type DurableState } from '../../delivery/journalled/durable-state.ts'
import { LaneFeed } from '../../delivery/journalled/lane-feed.ts'
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
  private readonly state: DurableState
  private readonly ledger: Ledger
  private readonly context: LaneContext
  /** Rows that an earlier run has left, by target, until a lane has taken them over. */
  private readonly left: Map<number, { readonly rows: number; readonly bytes: number }>
  /** What becomes of rows for a lane that is at its quota. */
  private readonly policiesOf: (lane: Lane) => ReadonlySet<OnFull>

  constructor(
    state: DurableState,
    ledger: Ledger,
    context: LaneContext,
    laneOf: (target: Ledger['targets'][number]) => Lane,
  ) {
    this.state = state
    this.ledger = ledger
    this.context = context
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

  known(lane: Lane): LaneFeed | undefined {
    return this.byLane.get(lane)
  }

  of(lane: Lane): LaneFeed {
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
      backlog: this.backlogOf(lane),
      accountOf: (target) => ledger.accountOf(target),
      nowMs: () => context.clock.monotonicMs(),
      alarm: context.alarm,
    })
    this.byNumber.set(number, feed)
    this.byLane.set(lane, feed)
    return feed
  }

  /** Rows that it has yet are given up. */
  async forget(lane: Lane): Promise<boolean> {
    const feed = this.byLane.get(lane)
    if (feed === undefined) return false
    await feed.stop()
    this.byLane.delete(lane)
    for (const [number, one] of this.byNumber) if (one === feed) this.byNumber.delete(number)
    return true
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((feed) => feed.stop()))
  }

  private backlogOf(lane: Lane): Backlog {
    const { registry, backlogBytesMax } = this.state
    const backlog: Backlog = new Backlog(backlogBytesMax, (isFull) => this.turned(lane, backlog, isFull))
    for (const { id, lane: name } of registry.all) {
      const left = name === lane.name ? this.left.get(id) : undefined
      this.left.delete(id)
      if (left !== undefined) backlog.take(left.rows, left.bytes)
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
