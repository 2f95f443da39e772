import { MqttClient } from 'mqtt'
import { connect } from 'node:net'
import { systemClock } from '../../src/cli/system-clock.ts'
import { mqttConnection } from '../../src/connectors/mqtt/options.ts'
import { MqttSource } from '../../src/connectors/mqtt/source.ts'
import type { SourceContext } from '../../src/stream/source.ts'
import { median } from './measure.ts'
import { startBlaster } from './mqtt-blaster.ts'

const COUNT = 1_024_000
const ROUNDS = 5
const WINDOW = 8_192
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** Microseconds of this process's CPU per message, and messages per second. */
interface Cost {
  readonly microseconds: number
  readonly rate: number
}

const costOf = async (work: () => Promise<void>): Promise<Cost> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const { system, user } = process.cpuUsage(cpu)
  return { microseconds: (user + system) / COUNT, rate: (COUNT / (performance.now() - start)) * 1_000 }
}

/** Reads everything with our source, acknowledging each batch once it is read. */
const ours = async (url: string, qos: 0 | 1): Promise<void> => {
  const source = new MqttSource('bench', mqttConnection.parse({ url, client_id: 'bench' }), [
    { stream: 's', topics: ['branch/#'], options: { qos } },
  ])
  const context: SourceContext = {
    clock: systemClock,
    log: silent,
    signal: new AbortController().signal,
    inFlightRecordsMax: 20_000,
    inFlightBytesMax: 64 * 1024 * 1024,
    payloadBytesMax: 1024 * 1024,
    assigned: () => {},
    revoked: () => Promise.resolve(),
    state: () => {},
    alarm: () => {},
  }
  await source.open(context)
  let seen = 0
  while (seen < COUNT) {
    const batch = await source.read()
    if (batch === undefined) throw new Error('the source has ended')
    seen = batch.first + batch.count
    batch.release()
    source.commit(0, batch.epoch, seen)
  }
  await source.stop()
  await source.close()
}

/** A bare MQTT.js subscriber that only counts. */
const bare = (url: string, qos: 0 | 1): Promise<void> =>
  new Promise((resolve, reject) => {
    const client = new MqttClient(() => connect(Number(new URL(url).port), '127.0.0.1'), {
      protocolVersion: 5,
      clientId: 'bench',
      reconnectPeriod: 0,
    })
    let seen = 0
    client.on('connect', () => client.subscribe('branch/#', { qos }))
    client.on('error', reject)
    client.on('message', () => {
      if (++seen < COUNT) return
      client.end(true)
      resolve()
    })
  })

/** The cost of receiving alone: our source, which acknowledges, beside a bare MQTT.js subscriber that only counts. */
export const benchMqttSource = async (): Promise<void> => {
  for (const qos of [0, 1] as const) {
    const blaster = await startBlaster({ count: COUNT, qos, window: WINDOW, payloadBytes: 200 })
    const costs: { ours: Cost; bare: Cost }[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const one = {
        ours: await costOf(() => ours(blaster.url, qos)),
        bare: await costOf(() => bare(blaster.url, qos)),
      }
      if (round > 0) costs.push(one)
    }
    blaster.stop()
    for (const side of ['ours', 'bare'] as const) {
      const cpu = median(costs.map((one) => one[side].microseconds)).toFixed(2)
      const rate = Math.round(median(costs.map((one) => one[side].rate)))
      process.stdout.write(
        `QoS ${String(qos)} ${side}: ${cpu} us of CPU per message, ${String(rate)} msg/s\n`,
      )
    }
  }
}
