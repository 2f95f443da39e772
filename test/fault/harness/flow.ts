import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Feed } from '../feeds/feed.ts'
import { lettersIn } from '../parts/letters.ts'
import { recordText } from '../parts/record.ts'
import { statusOf } from '../parts/status.ts'
import { waitForProgress } from '../parts/wait-for-progress.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { Worker } from '../parts/worker.ts'
import type { Receiver } from '../receivers/receiver.ts'
import { must, type Cell, type Figures, type Mode } from './experiment.ts'
import { judge } from './judge.ts'
import type { Stage } from './stage.ts'

export interface FlowShape {
  readonly feed: Feed
  readonly receivers: readonly Receiver[]
  readonly mode: Mode
  readonly limits?: Readonly<Record<string, number>>
  /** Columns of the rule, "id, n, device, kind" unless said. */
  readonly columns?: string
  /** The record of an id. */
  readonly body?: (id: number) => string | Buffer
  /** How many of the records go to the sinks; the rest are dead letters. All unless said. */
  readonly share?: number
  readonly nodeArguments?: readonly string[]
  readonly arguments?: readonly string[]
  /** Of sluice.yaml. */
  readonly state?: Readonly<Record<string, unknown>>
  readonly policies?: string
  /** Of sluice.yaml, and the connection that it names; a file unless said. */
  readonly letters?: {
    readonly settings: Readonly<Record<string, unknown>> & { readonly connection: string }
    readonly options: Readonly<Record<string, unknown>>
  }
}

const BASE_ARGUMENTS = ['.', '--config', 'sluice.yaml', '--summary', '5']
const START_MS = 60_000
const DRAIN_MS = 180_000

const rulesOf = ({
  columns = 'id, n, device, kind',
  feed,
  mode,
  policies = '',
  receivers,
}: FlowShape): string => `
STREAM load (id STRING NOT NULL, n INTEGER NOT NULL, device STRING, kind STRING, extra ANY)
FROM ${feed.endpoint}
DURABILITY ${mode};

/** @owner tests */
RULE copy AS
SELECT ${columns}
FROM   load
INTO   ${receivers.map(({ target }) => target).join(',\n       ')}
${policies};
`

/** One rule from a feed to receivers, the worker that runs it, and the oracle's questions. */
export class Flow {
  readonly worker: Worker
  private readonly stage: Stage
  private readonly shape: FlowShape
  private readonly others: Worker[] = []
  private publishing: Promise<void> = Promise.resolve()
  private planned = 0
  private recoverS: number | undefined

  constructor(stage: Stage, shape: FlowShape) {
    this.stage = stage
    this.shape = shape
    const args = [...BASE_ARGUMENTS, ...(shape.arguments ?? [])]
    this.worker = new Worker(stage.folder, args, shape.nodeArguments)
    stage.closing(() => this.worker.end('SIGKILL'))
  }

  get cells(): readonly Cell[] {
    const { feed, mode, receivers } = this.shape
    return receivers.map(({ cell }) => ({ source: feed.cell, sink: cell, mode }))
  }

  /** Dead letters that are in files by now. */
  get deadLetters(): readonly string[] {
    return lettersIn(this.stage.folder)
  }

  /** Writes rules and configuration. */
  async prepare(): Promise<void> {
    const { feed, letters, limits = {}, receivers, state } = this.shape
    const connections = Object.fromEntries(
      [feed, ...receivers].map(({ connection, options }) => [connection, options]),
    )
    if (letters !== undefined) connections[letters.settings.connection] = letters.options
    const settings = {
      language: 1,
      connections,
      limits,
      ...(state === undefined ? {} : { state }),
      ...(letters === undefined ? {} : { dead_letters: letters.settings }),
    }
    await writeFile(join(this.stage.folder, 'copy.rules'), rulesOf(this.shape))
    await writeFile(join(this.stage.folder, 'sluice.yaml'), JSON.stringify(settings))
  }

  /** Replaces the columns of the rule in its file; the worker learns of it when it reloads. */
  async rewrite(columns: string): Promise<void> {
    await writeFile(join(this.stage.folder, 'copy.rules'), rulesOf({ ...this.shape, columns }))
  }

  /** Prepares, starts the worker, and waits until a probe has come through: then it has subscribed. */
  async start(): Promise<void> {
    await this.prepare()
    this.worker.start()
    await this.running()
    if (this.shape.feed.cell !== 'Kafka') await this.probed()
  }

  /** Another worker with the same rules and configuration, and arguments of its own where some are given. */
  another(name: string, args: readonly string[] = []): Worker {
    const all = [...BASE_ARGUMENTS, ...(args.length > 0 ? args : (this.shape.arguments ?? []))]
    const worker = new Worker(this.stage.folder, all, this.shape.nodeArguments, `${name}.log`)
    this.others.push(worker)
    this.stage.closing(() => worker.end('SIGKILL'))
    return worker
  }

  async running(worker = this.worker): Promise<void> {
    const isOver = (): boolean => worker.isRunning || !worker.isAlive
    await waitUntil('the worker runs', isOver, START_MS)
    if (!worker.isRunning) throw new Error(`the worker has ended: ${worker.log.slice(-2_000)}`)
  }

  /** Resolves when a message has come through to the first receiver. */
  async probed(): Promise<void> {
    const first = this.shape.receivers[0]!
    const before = await this.countOf(first)
    await waitUntil(
      'a probe comes through',
      async () => {
        await this.shape.feed.probe(recordText(-1))
        return (await this.countOf(first)) > before
      },
      START_MS,
    )
  }

  /** Publishes in the background; `finish` waits for it. */
  publish(count: number, perSecond = this.stage.size.perSecond): void {
    const { body = recordText, feed } = this.shape
    this.planned += Math.floor(count * (this.shape.share ?? 1))
    this.publishing = this.publishing.then(() => feed.publish(count, (id) => body(id), { perSecond }))
    this.publishing.catch(() => undefined)
  }

  /** Resolves when this share of all that is published was delivered to the receiver that is asked. */
  async reached(share: number, receiver = this.shape.receivers[0]!): Promise<void> {
    const wanted = share * this.planned
    const isDone = async (): Promise<boolean> => (await this.countOf(receiver)) >= wanted
    await this.progress(`${String(Math.round(share * 100))} % are delivered`, isDone, receiver).catch(
      async (error: unknown) => {
        const { confirmed, issued } = this.shape.feed
        const counts = `issued ${String(issued)}, confirmed ${String(confirmed.size)}, delivered ${String(await this.countOf(receiver))}`
        throw new Error(`${error instanceof Error ? error.message : String(error)}: ${counts}`)
      },
    )
  }

  /** A fault, from its beginning to its end; measures how long delivery then takes to go on. */
  async fault(
    words: string,
    work: () => Promise<unknown>,
    receiver = this.shape.receivers[0]!,
  ): Promise<void> {
    this.stage.say(words)
    await work()
    const before = await this.countOf(receiver)
    const ended = performance.now()
    const isDone = (): boolean => this.shape.feed.confirmed.size >= this.planned
    await waitUntil(
      `delivery goes on after ${words}`,
      async () => (await this.countOf(receiver)) > before || (isDone() && before >= this.planned),
      DRAIN_MS,
    )
    this.recoverS = Math.max(this.recoverS ?? 0, (performance.now() - ended) / 1_000)
  }

  /** Resolves when all that was published so far is delivered to the first receiver. */
  async quiet(): Promise<void> {
    await this.publishing
    const first = this.shape.receivers[0]!
    const isThere = async (): Promise<boolean> =>
      (await first.arrivals()).missing(this.shape.feed.confirmed).length === 0
    await this.progress('all so far is delivered', isThere, first, 200)
  }

  /** Resolves when this receiver gets something more: its lane is not held up. */
  async grows(receiver: Receiver): Promise<void> {
    const before = await this.countOf(receiver)
    await waitUntil(
      `${receiver.connection} gets on`,
      async () => (await this.countOf(receiver)) > before,
      START_MS,
    )
  }

  /** How often the running worker has raised this alarm; it does not say the same again and again. */
  async alarmed(name: string): Promise<number> {
    const { alarms = [] } = await statusOf(this.stage.folder)
    return alarms.find((alarm) => alarm.name === name)?.times ?? 0
  }

  /** The ledgers balance at this moment too, as the running worker says. */
  async balanced(): Promise<void> {
    const { broken } = await statusOf(this.stage.folder)
    must(broken === undefined || broken === null, `the ledgers do not balance: ${String(broken)}`)
  }

  /** `kill -9`, and a new process. */
  async kill(): Promise<void> {
    await this.worker.end('SIGKILL')
    this.worker.start()
  }

  /** Waits until all is delivered, stops the worker cleanly, and judges. */
  async finish(options: JudgeOptions = {}): Promise<Figures> {
    await this.publishing
    const { feed, receivers } = this.shape
    const witnessed = await feed.witnessed()
    const expected = new Set([...feed.confirmed].filter((id) => witnessed.has(id)))
    this.stage.say(`${String(expected.size)} of ${String(feed.issued)} are expected`)
    const excused = options.excused ?? ((): ReadonlySet<number> => new Set())
    for (const receiver of receivers) await this.arrived(receiver, expected, excused)
    for (const other of this.others)
      if (other.isAlive) {
        await this.running(other)
        await other.end('SIGTERM')
      }
    await this.running()
    const code = await this.worker.end('SIGTERM')
    return judge({
      ...options,
      code,
      expected,
      excused: excused(),
      feed,
      receivers,
      log: this.worker.log,
      deadLetters: this.deadLetters.length,
      peakBytes: this.worker.peakBytes,
      recoverS: this.recoverS,
    })
  }

  /** Waits for all that is expected; whether it came is said by the judge. */
  private async arrived(
    receiver: Receiver,
    expected: ReadonlySet<number>,
    excused: () => ReadonlySet<number>,
  ): Promise<void> {
    const least = (): number => expected.size - excused().size
    const isWhole = async (): Promise<boolean> => {
      if ((await this.countOf(receiver)) < least()) return false
      const without = excused()
      return (await receiver.arrivals()).missing(expected).every((id) => without.has(id))
    }
    await this.progress('all is delivered', isWhole, receiver, 200).catch(() => undefined)
  }

  /** Waits as long as the receiver gets something now and then. */
  private progress(
    what: string,
    isDone: () => Promise<boolean>,
    receiver: Receiver,
    pollMs?: number,
  ): Promise<void> {
    const reached = (): Promise<number> => this.countOf(receiver)
    return waitForProgress(what, {
      isDone,
      reached,
      stillMs: DRAIN_MS,
      ...(pollMs === undefined ? {} : { pollMs }),
    })
  }

  private async countOf(receiver: Receiver): Promise<number> {
    return receiver.count().catch(() => 0)
  }
}

export interface JudgeOptions {
  /** Ids that may be missing, since the experiment knows where they are: dead letters. */
  readonly excused?: () => ReadonlySet<number>
  /** Repeats that are allowed; any number unless said. */
  readonly repeatsMax?: number
  /** Ids that may come again beyond that, and how often, since the broker itself has repeated them. */
  readonly repeatable?: ReadonlyMap<number, number>
  readonly deadLettersMax?: number
  /** Whether the order of each device is promised; it is unless said. */
  readonly isOrdered?: boolean
}
