import { newAbort } from '../../base/abort.ts'
import { invariant } from '../../base/invariant.ts'
import type { Backlog } from '../../delivery/journalled/backlog.ts'
import type { Lane } from '../../delivery/lane.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Batch } from '../../stream/batch.ts'
import type { TargetShape } from '../../stream/output.ts'
import type { TransactionOutbox } from '../outbox/transaction-outbox.ts'
import type { RuntimeContext } from '../runtime-context.ts'
import type { SourceLane } from '../source/source-lane.ts'
import type { Route, TopicRouter } from '../source/topic-router.ts'
import type { MissedKeys } from '../table/tables.ts'
import { prefetch } from '../table/tables.ts'
import type { Selection, StreamEvaluation } from './stream-evaluation.ts'

/** The records of a slice that one stream wants. */
interface Wanted {
  records: Int32Array
  count: number
}

/** The records of a slice that go to one stream. */
interface Share {
  readonly stream: StreamEvaluation
  readonly selection: Selection
}

/** Records that must not be evaluated. */
type Refused = ReadonlySet<number> | undefined

/** One round for each join of a chain, and some more where rows were forgotten in between. */
const ROUNDS_MAX = 64

/** One version of what a source's records go through. Streams and routes have the same places. */
interface Version {
  readonly streams: readonly StreamEvaluation[]
  readonly router: TopicRouter
  readonly context: RuntimeContext
  readonly wanted: readonly Wanted[]
  /** Lanes that take rows at once; others live from the journal, which then must have room. */
  readonly fed: readonly Lane[]
  readonly journal: Journal | undefined
  /** What may wait in it for the lanes of these streams. */
  readonly backlogs: readonly Backlog[]
  /** Some records' dead letters are not journalled, and need room in their lane. */
  readonly mayFail: boolean
  /** Set where rows are committed together with the positions of the source. */
  readonly transaction: TransactionOutbox | undefined
}

/** What a version is made of. */
type Parts = Pick<Version, 'context' | 'router' | 'streams' | 'transaction'>

const versionOf = ({ context, router, streams, transaction }: Parts): Version => {
  const direct = streams.filter((stream) => !isJournalled(stream, context))
  const local = streams.filter((stream) => !direct.includes(stream))
  const { durability } = context
  return {
    streams,
    router,
    context,
    wanted: streams.map(() => ({ records: new Int32Array(0), count: 0 })),
    fed: [...new Set(direct.flatMap(targetsOf).map((target) => context.lanes.of(target)))],
    journal: local.length === 0 ? undefined : durability?.journal,
    backlogs: local.length === 0 ? [] : (durability?.blocking(local.flatMap(targetsOf)) ?? []),
    mayFail: direct.length > 0,
    transaction,
  }
}

/**
 * Evaluates the batches of one source: in slices, so that a large one does not keep timers and sockets waiting, and
 * only while the lanes that it feeds have room. Between two slices another version may take its place.
 */
export class BatchEvaluation {
  private version: Version
  private readonly context: RuntimeContext
  private turnBeganMs = 0
  private isBusy = false
  private next: (() => void) | undefined
  /** Aborted when waiting for room has lost its sense: at the end, or with another version. */
  private waiting = newAbort()
  /** Records that no stream wanted: their topic is not, or no longer, subscribed to. */
  unrouted = 0

  constructor(parts: Parts) {
    const { context } = parts
    this.version = versionOf(parts)
    this.context = context
    context.signal.addEventListener('abort', () => this.waiting.abort(), { once: true })
  }

  get streams(): readonly StreamEvaluation[] {
    return this.version.streams
  }

  /**
   * From the next slice on records go through what `make` gives, which is called between two slices: no record meets
   * both versions.
   */
  replace(make: () => Parts): Promise<void> {
    return new Promise((resolve, reject) => {
      this.next = (): void => {
        try {
          this.version = versionOf(make())
          resolve()
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)))
        }
        this.waiting.abort()
        this.waiting = newAbort()
      }
      if (!this.isBusy) this.turnOver()
    })
  }

  /** Resolves when all records have been evaluated, or the engine has given up: the rest then stays unsettled. */
  async evaluate(lane: SourceLane, batch: Batch): Promise<void> {
    const arrivedMs = this.context.clock.monotonicMs()
    let { router } = this.version
    let routes = batch.topics.map((topic) => router.route(topic))
    for (let from = 0; from < batch.count;) {
      if (!(await this.room())) return
      if (lane.over) {
        lane.evaluated(batch.first + from, batch.count - from)
        return
      }
      if (this.version.router !== router) {
        router = this.version.router
        routes = batch.topics.map((topic) => router.route(topic))
      }
      const to = this.sliceEnd(batch, from)
      const shares = (refused: Refused): readonly Share[] =>
        this.slice(lane, batch, from, to, routes, arrivedMs).map(({ selection, stream }) => ({
          stream,
          selection: refused === undefined ? selection : { ...selection, refused },
        }))
      const begin = (): Refused => this.context.note.begin(batch, from, to)
      if (!(await this.evaluateSlice(lane, batch, batch.first + to, () => shares(begin())))) {
        if (!this.context.signal.aborted) lane.evaluated(batch.first + from, batch.count - from)
        return
      }
      lane.evaluated(batch.first + from, to - from)
      from = to
      await this.giveWay()
    }
  }

  /** False when the lane or the engine has ended meanwhile. Its rows are one frame. */
  private async evaluateSlice(
    lane: SourceLane,
    batch: Batch,
    below: number,
    shares: () => readonly Share[],
  ): Promise<boolean> {
    const { transaction } = this.version
    this.isBusy = true
    try {
      for (const share of shares()) {
        const missed = share.stream.evaluate(share.selection)
        if (missed !== undefined && !(await this.again(share, missed))) return false
      }
      this.context.durability?.outbox.flushSlice(lane, batch)
      transaction?.close(lane, below)
      return true
    } finally {
      this.context.note.end()
      this.isBusy = false
      this.turnOver()
    }
  }

  private turnOver(): void {
    const { next } = this
    this.next = undefined
    next?.()
  }

  private isFull(): boolean {
    const { backlogs, fed, journal, mayFail, transaction } = this.version
    return (
      transaction?.lane.quota.full === true ||
      fed.some(({ queue }) => queue.quota.full) ||
      journal?.full === true ||
      backlogs.some(({ full }) => full) ||
      (mayFail && this.context.deadLetters.quota.full)
    )
  }

  /** Another version may feed other lanes, so a wait for those of this one ends with it. */
  private async room(): Promise<boolean> {
    const { deadLetters, signal } = this.context
    while (!signal.aborted && this.isFull()) {
      const { backlogs, fed, journal, mayFail, transaction } = this.version
      const { signal: ending } = this.waiting
      if (transaction?.lane.quota.full === true) await transaction.lane.quota.room(ending)
      for (const { queue } of fed) if (queue.quota.full) await queue.quota.room(ending)
      if (journal?.full === true) await journal.room(ending)
      for (const backlog of backlogs) await backlog.room(ending)
      if (mayFail && deadLetters.quota.full) await deadLetters.quota.room(ending)
    }
    return !signal.aborted
  }

  /** The event loop gets its turn when this one has lasted long enough. */
  private async giveWay(): Promise<void> {
    const { clock, limits } = this.context
    if (clock.monotonicMs() - this.turnBeganMs < limits.turnMs) return
    await new Promise<void>((resolve) => setImmediate(resolve))
    this.turnBeganMs = clock.monotonicMs()
  }

  private sliceEnd(batch: Batch, from: number): number {
    const { sliceBytesMax, sliceRecordsMax } = this.context.limits
    if (this.context.note.isSingly) return from + 1
    const last = Math.min(batch.count, from + sliceRecordsMax)
    if (batch.end[last - 1]! - batch.start[from]! <= sliceBytesMax) return last
    let to = from + 1
    while (to < last && batch.end[to]! - batch.start[from]! <= sliceBytesMax) to++
    return to
  }

  /** Fetches the rows of tables that a stream's share lacks and starts it again; false when the lane or the engine has ended. */
  private async again({ stream, selection }: Share, missed: MissedKeys): Promise<boolean> {
    let lacking: MissedKeys | undefined = missed
    for (let round = 0; lacking !== undefined; round++) {
      invariant(round < ROUNDS_MAX, 'rows of a table are asked for again and again')
      await prefetch(lacking)
      if (this.context.signal.aborted || selection.lane.over) return false
      lacking = stream.evaluate(selection)
    }
    return true
  }

  /** What each stream that wants some of these records gets of them. */
  private slice(
    lane: SourceLane,
    batch: Batch,
    from: number,
    to: number,
    routes: readonly Route[],
    arrivedMs: number,
  ): readonly Share[] {
    const only = routes.length === 1 || routes.every((route) => route === routes[0]) ? routes[0] : undefined
    if (only?.length === 1 && to - from === batch.count) {
      const count = batch.count
      const selection = { lane, batch, selected: undefined, count, arrivedMs }
      return [{ stream: this.version.streams[only[0]!]!, selection }]
    }
    const touched = this.select(batch, from, to, routes)
    const { streams, wanted } = this.version
    const counts = touched.map((stream) => wanted[stream]!.count)
    for (const stream of touched) wanted[stream]!.count = 0
    return touched.map((stream, at) => {
      const selected = wanted[stream]!.records
      const selection = { lane, batch, selected, count: counts[at]!, arrivedMs }
      return { stream: streams[stream]!, selection }
    })
  }

  /** Sorts a slice's records by stream; gives the streams that want any. */
  private select(batch: Batch, from: number, to: number, routes: readonly Route[]): number[] {
    const touched: number[] = []
    for (let i = from; i < to; i++) {
      const route = routes[batch.topic[i]!]!
      if (route.length === 0) this.unrouted++
      for (const stream of route) {
        const wanted = this.version.wanted[stream]!
        if (wanted.count === 0) touched.push(stream)
        if (wanted.count === wanted.records.length) grow(wanted)
        wanted.records[wanted.count++] = i
      }
    }
    return touched
  }
}

/** Whether the rows of a stream go into the journal. */
const isJournalled = ({ program }: StreamEvaluation, { durability }: RuntimeContext): boolean =>
  durability !== undefined && program.stream.durability === 'local'

const targetsOf = ({ ledgers: { shape, shapes } }: StreamEvaluation): TargetShape[] => {
  const policies = [shape.onInvalid, shape.onAhead, ...shapes.map((rule) => rule.onError)]
  const into = policies.flatMap((policy) => (policy?.kind === 'into' ? [policy.target] : []))
  return [...shapes.flatMap((rule) => rule.targets), ...into]
}

const grow = (wanted: Wanted): void => {
  const larger = new Int32Array(Math.max(16, wanted.records.length * 2))
  larger.set(wanted.records)
  wanted.records = larger
}
