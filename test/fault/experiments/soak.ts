import type { ServerName } from '../../servers/server-kind.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'
import { HeapProbe } from '../parts/heap-probe.ts'

const MEGABYTE = 1024 * 1024
const EVERY_S = 20
const WARM_UP_S = 600
/** However long each fault takes on a busy machine. */
const LASTS_S = 2_700
const OUTAGE_MS = 3_000
const GROWTH_MAX = 24 * MEGABYTE

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Slope of a line through the points, by least squares, in bytes a minute. */
const slope = (points: readonly (readonly [minutes: number, bytes: number])[]): number => {
  const mean = (of: 0 | 1): number => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const across = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return across / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

export const soak: Experiment = {
  name: 'soak',
  invariant: 'a fault every 20 seconds for as long as one looks: nothing is lost, and memory does not grow',
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 8_000, perSecond: 400, faults: 2, limitS: 150 },
  long: { messages: 1_080_000, perSecond: 400, faults: 130, limitS: 3_600 },
  isOnce: true,
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const { inbox, receivers } = await threeSinks(stage)
    const feed = await mqttFeed(stage)
    const probe = new HeapProbe(stage.folder)
    const nodeArguments = probe.nodeArguments
    const flow = new Flow(stage, { feed, receivers, mode: 'local', nodeArguments })
    await flow.start()
    flow.publish(messages)
    const down = (name: ServerName) => async (): Promise<void> => {
      const server = await stage.servers.get(name)
      await server.kill()
      await sleep(OUTAGE_MS)
      await server.start()
    }
    // The worker itself lives on, so that its memory tells something.
    const ways: Readonly<Record<string, () => Promise<unknown>>> = {
      'the connection to the broker is cut': async () => feed.proxy.cut(),
      'Mosquitto is restarted': () => feed.server.restart(),
      'Kafka is killed': down('kafka'),
      'PostgreSQL is killed': down('postgres'),
      'HTTP is down': async () => {
        await inbox.inbox.stop()
        await sleep(OUTAGE_MS)
        await inbox.inbox.start()
      },
    }
    const names = Object.keys(ways)
    const points: (readonly [number, number])[] = []
    const started = performance.now()
    for (let k = 0; k < faults; k++) {
      const seconds = (performance.now() - started) / 1_000
      if (seconds > LASTS_S) break
      if (!stage.isLong || seconds > WARM_UP_S) points.push([seconds / 60, await probe.measure(flow.worker)])
      const name = names[Math.floor(stage.random() * names.length)]!
      await flow.fault(name, ways[name]!)
      await flow.balanced()
      await sleep(stage.isLong ? EVERY_S * 1_000 : 1_000)
    }
    points.push([(performance.now() - started) / 60_000, await probe.measure(flow.worker)])
    const figures = await flow.finish({ isOrdered: false })
    const minutes = points.at(-1)![0] - points[0]![0]
    const growth = slope(points) * minutes
    stage.say(`the heap grew by ${(growth / MEGABYTE).toFixed(1)} MB in ${minutes.toFixed(1)} minutes`)
    must(
      growth < GROWTH_MAX,
      `the heap grew by ${(growth / MEGABYTE).toFixed(1)} MB in ${minutes.toFixed(1)} minutes`,
    )
    return figures
  },
}
