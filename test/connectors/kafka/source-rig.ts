import { systemClock } from '../../../src/cli/system-clock.ts'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import type { Batch } from '../../../src/stream/batch.ts'
import type { Source, SourceContext } from '../../../src/stream/source.ts'
import type { Value } from '../../../src/types/value.ts'

export interface SeenRecord {
  readonly topic: string
  readonly text: string
  readonly key: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly timeMs: number
  readonly partition: Value
  readonly offset: Value
  readonly tombstone: Value
  readonly fullSize: number | undefined
}

/** One epoch of one lane, as an engine would follow it. */
interface SeenLane {
  readonly name: string
  readonly epoch: number
  read: number
  committed: number
  over: boolean
}

export interface RigOptions {
  readonly connection: Readonly<Record<string, unknown>>
  readonly topics: readonly string[]
  readonly options?: Readonly<Record<string, Value>>
  /** Settles records as soon as they are read; otherwise the test does. */
  readonly settles?: boolean
  readonly limits?: Partial<SourceContext>
}

export const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString()

const recordOf = (batch: Batch, i: number): SeenRecord => ({
  topic: batch.topics[batch.topic[i]!]!,
  text: batch.bytes.toString('utf8', batch.start[i], batch.end[i]),
  key: text(batch.key(i)),
  headers: Object.fromEntries(batch.headerNames(i).map((name) => [name, text(batch.header(i, name)) ?? ''])),
  timeMs: batch.timeMs[i]!,
  partition: batch.attribute(i, 'partition'),
  offset: batch.attribute(i, 'offset'),
  tombstone: batch.attribute(i, 'tombstone'),
  fullSize: batch.fullSize?.get(i),
})

/** A source on a real server, read all the time, that checks the contract of sequence numbers and epochs. */
export class SourceRig {
  readonly records: SeenRecord[] = []
  readonly alarms: string[] = []
  readonly states: (string | undefined)[] = []
  readonly source: Source
  /** Called for every revoked lane; the test may settle something and take its time. */
  onRevoked: (lane: SeenLane) => Promise<void> = async () => {}
  /** Set to stop settling. */
  settles: boolean
  private readonly lanes = new Map<number, SeenLane>()
  private readonly abort = new AbortController()
  private readonly running: Promise<void>
  private failure: unknown

  constructor({ connection, limits = {}, options = {}, settles = true, topics }: RigOptions) {
    this.settles = settles
    const parsed = kafkaConnector.connection.parse(connection) as Readonly<Record<string, unknown>>
    this.source = kafkaConnector.source!.create('server', parsed, [{ stream: 's', topics, options }])
    this.running = this.run(limits).catch((error: unknown) => void (this.failure = error))
  }

  get texts(): string[] {
    return this.records.map((record) => record.text)
  }

  get owned(): string[] {
    return [...this.lanes.values()].filter((lane) => !lane.over).map((lane) => lane.name)
  }

  /** Resolves when the source has ended, rejects where it has broken. */
  get ended(): Promise<void> {
    return this.running.then(() => {
      if (this.failure !== undefined) throw this.failure as Error
    })
  }

  /** Settles what was read of each lane, all of it or all below this sequence number. */
  settle(below = Infinity): void {
    for (const [number, lane] of this.lanes) this.settleLane(number, lane, below)
  }

  /** A clean stop: what was settled is committed. */
  async stop(): Promise<void> {
    await this.source.stop()
    await this.running
    await this.source.close()
    if (this.failure !== undefined) throw this.failure as Error
  }

  private settleLane(number: number, lane: SeenLane, below: number): void {
    const to = Math.min(below, lane.read)
    if (to <= lane.committed || lane.over) return
    lane.committed = to
    this.source.commit(number, lane.epoch, to)
  }

  private async run(limits: Partial<SourceContext>): Promise<void> {
    await this.source.open({
      clock: systemClock,
      log: silentLog,
      signal: this.abort.signal,
      inFlightRecordsMax: 20_000,
      inFlightBytesMax: 64 * 1024 * 1024,
      payloadBytesMax: 1024 * 1024,
      assigned: (number, epoch, name) => {
        const before = this.lanes.get(number)
        if (before !== undefined && before.name !== name) throw new Error('a lane has changed its partition')
        this.lanes.set(number, { name, epoch, read: 0, committed: 0, over: false })
      },
      revoked: async (number, epoch, deadlineMs) => {
        const lane = this.lanes.get(number)
        if (lane?.epoch !== epoch) return
        if (deadlineMs > systemClock.monotonicMs()) await this.onRevoked(lane)
        lane.over = true
      },
      state: (down) => void this.states.push(down),
      alarm: (name, message) => void this.alarms.push(`${name}: ${message}`),
      ...limits,
    })
    for (;;) {
      const batch = await this.source.read()
      if (batch === undefined) return
      const lane = this.lanes.get(batch.lane)
      if (lane === undefined || lane.epoch !== batch.epoch || lane.over) continue
      if (batch.first !== lane.read) throw new Error(`${lane.name}: ${batch.first} after ${lane.read}`)
      lane.read += batch.count
      for (let i = 0; i < batch.count; i++) this.records.push(recordOf(batch, i))
      if (this.settles) this.settleLane(batch.lane, lane, Infinity)
    }
  }
}

const POLL_MS = 10

/** Waits until the condition holds; says what for, where it does not within the time. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 30_000,
): Promise<void> => {
  const deadline = Date.now() + withinMs
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export const clients = ['kafkajs', 'rdkafka'] as const
