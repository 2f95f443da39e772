import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import type { Subscription } from '../../../src/catalog/connector.ts'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { mqttConnection, type MqttConnection } from '../../../src/connectors/mqtt/options.ts'
import type { Bridge } from '../../../src/connectors/mqtt/wrapper/bridge.ts'
import { MqttSource } from '../../../src/connectors/mqtt/source.ts'
import type { Batch } from '../../../src/stream/batch.ts'
import type { SourceContext } from '../../../src/stream/source.ts'

export interface SeenRecord {
  readonly topic: string
  readonly text: string
  readonly qos: unknown
  readonly retain: unknown
  readonly epoch: number
  readonly fullSize: number | undefined
  readonly headers: Readonly<Record<string, string>>
}

export const silentLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A source on a real broker, read all the time; the test decides when to commit. */
export class SourceRig {
  readonly source: MqttSource
  readonly records: SeenRecord[] = []
  readonly alarms: string[] = []
  readonly states: (string | undefined)[] = []
  readonly ended: Promise<Error | undefined>
  /** Records of this epoch that were read. */
  readEpoch = 0
  readInEpoch = 0
  committed = 0
  private readonly abort = new AbortController()
  private held: Batch[] = []

  private constructor(source: MqttSource, limits: Partial<SourceContext>) {
    this.source = source
    this.ended = this.run(limits)
  }

  /** `options` as in sluice.yaml. */
  static start(
    options: Readonly<Record<string, unknown>>,
    subscriptions: readonly Partial<Subscription>[],
    limits: Partial<SourceContext> = {},
  ): SourceRig {
    const connection: MqttConnection = mqttConnection.parse({
      client_id: 'worker',
      keepalive_s: 30,
      ...options,
    })
    const all = subscriptions.map((one) => ({ stream: 's', topics: ['#'], options: {}, ...one }))
    return new SourceRig(new MqttSource('broker', connection, all), limits)
  }

  /** Waits until so many records were read in all, and gives their texts. */
  async seen(count: number): Promise<string[]> {
    await until(() => this.records.length >= count)
    return this.records.map((one) => one.text)
  }

  /** All that was read is settled. */
  commitAll(): void {
    for (const batch of this.held) batch.release()
    this.held = []
    this.committed = this.readInEpoch
    this.source.commit(0, this.readEpoch, this.readInEpoch)
  }

  get isSubscribed(): boolean {
    return (this.source as unknown as { isSubscribed: boolean }).isSubscribed
  }

  /** A clean stop. */
  async stop(): Promise<void> {
    await this.source.stop()
    await this.ended
    await this.source.close()
  }

  /** Cuts the connection; the source makes a new one. */
  cut(): void {
    const { bridge } = this.source as unknown as { bridge: Bridge }
    bridge.fail('cut by the test')
  }

  private async run(limits: Partial<SourceContext>): Promise<Error | undefined> {
    const context: SourceContext = {
      clock: systemClock,
      log: silentLog,
      signal: this.abort.signal,
      inFlightRecordsMax: 20_000,
      inFlightBytesMax: 64 * 1024 * 1024,
      payloadBytesMax: 1024 * 1024,
      assigned: (_, epoch) => {
        this.readEpoch = epoch
        this.readInEpoch = 0
        this.committed = 0
      },
      revoked: () => Promise.resolve(),
      state: (down) => void this.states.push(down),
      alarm: (name) => void this.alarms.push(name),
      ...limits,
    }
    try {
      await this.source.open(context)
      for (;;) {
        const batch = await this.source.read()
        if (batch === undefined) return undefined
        if (batch.epoch !== this.readEpoch) continue
        if (batch.first !== this.readInEpoch) throw new Error('a gap in the sequence numbers')
        this.readInEpoch += batch.count
        for (let i = 0; i < batch.count; i++)
          this.records.push({
            topic: batch.topics[batch.topic[i]!]!,
            text: batch.bytes.toString(
              'utf8',
              batch.start[i],
              Math.min(batch.end[i]!, batch.start[i]! + 100),
            ),
            qos: batch.attribute(i, 'qos'),
            retain: batch.attribute(i, 'retain'),
            epoch: batch.epoch,
            fullSize: batch.fullSize?.get(i),
            headers: Object.fromEntries(
              batch.headerNames(i).map((name) => [name, Buffer.from(batch.header(i, name)!).toString()]),
            ),
          })
        this.held.push(batch)
      }
    } catch (error) {
      return error as Error
    }
  }
}

const POLL_MS = 5
const WITHIN_MS = 15_000

export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + WITHIN_MS
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${condition.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const connectClient = (url: string, options: IClientOptions = {}): Promise<MqttClient> =>
  connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0, ...options }, false)

/** Texts of numbers, `from` up to `to`. */
export const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, k) => String(from + k))
