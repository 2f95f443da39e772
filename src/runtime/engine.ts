import { newAbort } from '../base/abort.ts'
import { Bell } from '../base/bell.ts'
import { errorWords } from '../base/error-words.ts'
import type { Failpoint } from '../base/failpoint.ts'
import { noFailpoint } from '../base/failpoint.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import type { Program } from '../codegen/program.ts'
import type { DeadLetterTarget } from '../delivery/dead-letter/dead-letter-target.ts'
import { DeadLetters } from '../delivery/dead-letter/dead-letters.ts'
import type { DurableState } from '../delivery/journalled/durable-state.ts'
import type { Lane } from '../delivery/lane.ts'
import { digestOf } from '../delivery/output-id.ts'
import { Lanes } from '../delivery/lanes.ts'
import type { Clock } from '../stream/clock.ts'
import type { Log } from '../stream/log.ts'
import type { ObjectValue } from '../types/value.ts'
import { Alarms } from './alarms.ts'
import { connectionSnapshots } from './connection-snapshot.ts'
import { onlyWorker, type WorkerNumber } from '../stream/partition-owner.ts'
import type { EngineSnapshot } from './engine-snapshot.ts'
import { ClockWatch } from './clock-watch.ts'
import { BatchEvaluation } from './evaluation/batch-evaluation.ts'
import { noNote, type EvaluationNote } from './evaluation/evaluation-note.ts'
import { Ledger } from './ledger/ledger.ts'
import { ledgerSnapshot } from './ledger/snapshot.ts'
import type { EngineLimits } from './limits.ts'
import { engineLimits } from './limits.ts'
import { DirectOutbox } from './outbox/direct-outbox.ts'
import { Durability, targetsLeft } from './outbox/durability.ts'
import { noBacklog } from './outbox/lane-backlog.ts'
import { Transactions } from './outbox/transactions.ts'
import type { Unreachable } from './readiness.ts'
import { waitForServers } from './readiness.ts'
import { Redriver, type Redriven } from './redrive/redriver.ts'
import { reloadProgram } from './reload/reload.ts'
import type { ReloadOptions, ReloadOutcome } from './reload/reload-options.ts'
import type { Running } from './reload/running.ts'
import { sourceVersion } from './reload/source-version.ts'
import { SourceRunner } from './source/source-runner.ts'
import { sourceShapes } from './source/source-shape.ts'
import { Tables } from './table/tables.ts'
import { within } from './within.ts'

export interface EngineOptions {
  /** By name, as they stand in sluice.yaml, references resolved. */
  readonly connections: Readonly<Record<string, ConnectionOptions>>
  readonly catalog: Catalog
  readonly clock: Clock
  readonly log: Log
  /** Uniform in [0, 1): for the jitter of waiting times. */
  readonly random: () => number
  readonly deadLetters: DeadLetterTarget
  /** Dead letters of refused rows carry the input too, where it is still there. */
  readonly keepInput?: boolean
  /** What streams with durability `local` need; without it they are `upstream`. The engine closes its journal. */
  readonly durable?: DurableState
  /** Which of several workers it is; the only one unless said. */
  readonly worker?: WorkerNumber
  readonly limits?: Partial<EngineLimits>
  /** Finds records that end the process. */
  readonly note?: EvaluationNote
  readonly failpoint?: Failpoint
}

/** A running program. */
export interface Engine {
  /** Begins to open all connections, and reads as they stand; servers that are down are waited for. */
  start(): Promise<void>
  /** Waits until every server has answered, at most so long; gives those that have not. */
  waitReady(timeoutMs: number): Promise<readonly Unreachable[]>
  /**
   * Resolves when every source has ended by itself (a file, standard input), or with the reason when one may not be
   * opened anew, which ends the worker.
   */
  ended(): Promise<string | undefined>
  /** Resolves, with words, when the journal cannot be written any more: the worker must stop. */
  failed(): Promise<string>
  /**
   * Reads no more, delivers what was read within that time, acknowledges and closes. Called again, it cuts at once.
   * `drained`: nothing will be repeated.
   */
  stop(options: { readonly drainMs: number }): Promise<{ readonly drained: boolean }>
  /**
   * Sends dead letters their way again, at most `REDRIVE_LETTERS_MAX` of them; resolves when those that went are safe.
   * Rejects when the engine stops before.
   */
  redrive(letters: readonly ObjectValue[]): Promise<readonly Redriven[]>
  snapshot(): EngineSnapshot
  /**
   * Another program takes over: each record is evaluated by exactly one of them, and counters go on by stream, rule and
   * version. Refused where it cannot be as the engine runs; then nothing has changed. One at a time.
   */
  reload(program: Program, options: ReloadOptions): Promise<ReloadOutcome>
}

class RunningEngine implements Engine {
  private readonly running: Running
  private readonly redriver: Redriver
  private readonly alarms: Alarms
  private readonly cut = newAbort()
  private readonly drainCut = newAbort()
  private readonly stopping = newAbort()
  private stopped: Promise<{ readonly drained: boolean }> | undefined
  private isLoaded = false
  private reloading: Promise<unknown> = Promise.resolve()

  constructor(program: Program, options: EngineOptions) {
    const { catalog, connections, log, random } = options
    const limits = { ...engineLimits, ...options.limits }
    const alarms = new Alarms(log, options.clock, limits.outageRepeatMs)
    const alarm = (name: string, message: string): void => alarms.raise(name, message)
    const time = new ClockWatch(options.clock, log, alarm)
    const { clock } = time
    const run = digestOf([clock.wallMs(), random(), random()], 16)
    const shared = { clock, log, random, alarm, run, limits, failpoint: options.failpoint ?? noFailpoint }
    const ledger = new Ledger(program)
    const account = ledger.accountOf(ledger.letters.target)
    const { keepInput } = options
    const letterOptions = { account, ...(keepInput === undefined ? {} : { keepInput }) }
    const laneContext = {
      ...shared,
      deadLetters: new DeadLetters(options.deadLetters, shared, letterOptions),
    }
    const { durable } = options
    const left = durable === undefined ? [] : targetsLeft(durable, ledger.targets)
    for (const target of left) ledger.adopt(target)
    const lanes = new Lanes(ledger.targets, connections, catalog, laneContext)
    const tables = new Tables(program, connections, catalog, shared)
    const journalled = new Set([...ledger.targetsOf((stream) => stream.durability === 'local'), ...left])
    const parts = { ledger, lanes, journalled, context: laneContext }
    const durability = durable === undefined ? undefined : new Durability(durable, parts)
    const { signal } = this.cut
    const transactions = new Transactions(ledger, laneContext)
    const note = options.note ?? noNote
    const watched = { time, note, signal, worker: options.worker ?? onlyWorker }
    const context = { ...laneContext, lanes, ledger, tables, durability, transactions, ...watched }
    const direct = new DirectOutbox(ledger, lanes)
    this.alarms = alarms
    const runners = sourceShapes(program, catalog).map((shape) => {
      const version = sourceVersion(shape, program, (place) => ledger.streams[place]!, direct, context)
      const settings = Object.hasOwn(connections, shape.connection) ? connections[shape.connection]! : {}
      return new SourceRunner(shape, settings, new BatchEvaluation(version), context)
    })
    this.running = {
      program,
      connections,
      context,
      runners,
      catalog,
      direct,
      retiring: new Set(),
      changed: new Bell(),
      stopping: this.stopping.signal,
    }
    const streams = () => this.running.runners.flatMap((runner) => runner.evaluation.streams)
    this.redriver = new Redriver(streams, catalog, context)
  }

  async start(): Promise<void> {
    const { durability, lanes, tables } = this.running.context
    await durability?.start()
    for (const lane of lanes.all) lane.start()
    tables.start()
    // No record is let in before all tables are loaded.
    void tables.ready().then(() => {
      this.isLoaded = true
      if (this.stopped === undefined) for (const runner of this.running.runners) runner.start()
    })
  }

  reload(program: Program, options: ReloadOptions): Promise<ReloadOutcome> {
    const refuse = (...reasons: string[]): ReloadOutcome => ({ kind: 'refused', reasons })
    const next = this.reloading.then(() => {
      if (this.stopped !== undefined) return refuse('the worker is stopping')
      if (!this.isLoaded) return refuse('the worker still loads its tables')
      return reloadProgram(this.running, program, options)
    })
    this.reloading = next.catch(() => undefined)
    return next
  }

  waitReady(timeoutMs: number): Promise<readonly Unreachable[]> {
    const { context, runners } = this.running
    const { clock, lanes, tables } = context
    return waitForServers(lanes.all, runners, tables.all, clock, timeoutMs)
  }

  async ended(): Promise<string | undefined> {
    const { signal } = this.cut
    const { changed } = this.running
    for (;;) {
      const runners = [...this.running.runners]
      const until = (condition: (runner: SourceRunner) => boolean): Promise<boolean>[] =>
        runners.map((runner) => runner.changed.until(() => condition(runner), signal))
      const fatal = until((runner) => runner.fatal !== undefined)
      const others = changed.wait(signal)
      await Promise.race([Promise.all(until((runner) => runner.ended)), others, ...fatal])
      const reason = runners.find((runner) => runner.fatal !== undefined)?.fatal
      const isEnd = this.running.runners.every((runner) => runner.ended)
      if (reason !== undefined || isEnd || signal.aborted) return reason
    }
  }

  failed(): Promise<string> {
    return this.running.context.durability?.failed ?? new Promise<string>(() => undefined)
  }

  stop({ drainMs }: { readonly drainMs: number }): Promise<{ readonly drained: boolean }> {
    if (this.stopped === undefined) this.stopped = this.end(drainMs)
    else this.drainCut.abort()
    return this.stopped
  }

  async redrive(letters: readonly ObjectValue[]): Promise<readonly Redriven[]> {
    if (this.stopped !== undefined) throw new Error('the worker is stopping')
    await this.running.context.tables.ready()
    return this.redriver.redrive(letters)
  }

  snapshot(): EngineSnapshot {
    const { context, runners } = this.running
    const { clock, deadLetters, durability, lanes, ledger, tables, transactions } = context
    context.time.isSteady()
    const sources = runners.map((runner) => runner.snapshot())
    const loaded = tables.snapshot()
    return {
      ...ledgerSnapshot(ledger),
      atMs: clock.monotonicMs(),
      sources,
      connections: connectionSnapshots(sources, lanes.all, loaded),
      lanes: [
        ...lanes.all.map((lane) => ({ ...lane.snapshot(), ...(durability?.waitingFor(lane) ?? noBacklog) })),
        ...transactions.lanes.map((lane) => ({ ...lane.snapshot(), ...noBacklog })),
      ],
      tables: loaded,
      deadLetters: {
        offered: deadLetters.offered,
        written: deadLetters.written,
        waiting: deadLetters.offered - deadLetters.written,
        reason: deadLetters.lane.reason,
      },
      journal: durability?.journal.snapshot(),
      alarms: this.alarms.snapshot(),
      broken: ledger.check(),
    }
  }

  private async end(drainMs: number): Promise<{ readonly drained: boolean }> {
    const late = this.running.context.clock.sleep(drainMs, this.drainCut.signal).then((): false => false)
    this.stopping.abort()
    await Promise.race([this.reloading, late])
    const { context, runners } = this.running
    const { deadLetters, durability, lanes } = context
    const drained = await Promise.race([this.drain(), late])
    this.drainCut.abort()
    if (!drained) this.cut.abort()
    await Promise.all(context.transactions.lanes.map((lane) => this.closeLane(lane)))
    const left = await Promise.all(runners.map((runner) => runner.close()))
    this.cut.abort()
    const others = lanes.all.filter((lane) => lane !== deadLetters.lane)
    await Promise.all([...others.map((lane) => this.closeLane(lane)), context.tables.close()])
    await this.closeLane({ name: 'dead letters', close: () => deadLetters.close() })
    await durability?.close()
    return { drained: drained && left.every(Boolean) }
  }

  /** A server's client that does not end its last call must not keep the process; what it had comes again. */
  private async closeLane(lane: { readonly name: string; close(): Promise<void> }): Promise<void> {
    const { clock, limits, log } = this.running.context
    try {
      await within(lane.close(), limits.closeTimeoutMs, clock)
    } catch (error) {
      log.warn(`${lane.name}: closing failed: ${errorWords(error)}`)
    }
  }

  private async drain(): Promise<boolean> {
    const { context, runners } = this.running
    const { deadLetters, durability, lanes, transactions } = context
    const { signal } = this.cut
    await Promise.all(runners.map((runner) => runner.stop()))
    if (durability !== undefined && !(await durability.settle(signal))) return false
    const mustEmpty = (lane: Lane): boolean => durability?.mayWait(lane) !== true
    const waiting = lanes.all.filter((lane) => lane !== deadLetters.lane && mustEmpty(lane))
    const quotas = [
      ...waiting.map(({ queue }) => queue.quota),
      ...transactions.lanes.map(({ quota }) => quota),
    ]
    const empty = await Promise.all(quotas.map((quota) => quota.empty(signal)))
    const { lane } = deadLetters
    return (!mustEmpty(lane) || (await lane.queue.quota.empty(signal))) && empty.every(Boolean)
  }
}

/** Prepares a program to run; opens nothing yet. Throws only on a program that does not fit the catalog. */
export const createEngine = (program: Program, options: EngineOptions): Engine =>
  new RunningEngine(program, options)
