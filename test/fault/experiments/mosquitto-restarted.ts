import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { Settled } from '../parts/settled.ts'
import { httpReceiver } from '../receivers/http.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'

const SILENCE_MS = 10_000
/** For each kill. */
const FORGOTTEN_MAX = 10

export const mosquittoRestarted: Experiment = {
  name: 'mosquitto-restarted',
  invariant: 'a broker that is restarted under load costs no message that it confirmed',
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 8_000, perSecond: 2_000, faults: 2, limitS: 120 },
  long: { messages: 200_000, perSecond: 3_000, faults: 15, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const { receivers } = await threeSinks(stage)
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers, mode: 'local' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.fault(`restarted, ${String(k + 1)} of ${String(faults)}`, () => feed.server.restart())
    }
    // A publisher that was cut off sends again in its own order, which need not be that of its devices.
    return flow.finish({ isOrdered: false })
  },
}

/**
 * Autosave at every change makes Mosquitto slow, so few messages are sent. What it has confirmed but not yet saved when
 * it is killed is gone; the worker is answerable for what it has acknowledged, and nearly all must come to that.
 */
export const mosquittoKilled: Experiment = {
  name: 'mosquitto-killed',
  invariant:
    'a broker that is killed, and saves at every change, costs no message but those that it forgets itself',
  proves: cells('MQTT QoS 1', ['upstream'], ['HTTP']),
  short: { messages: 800, perSecond: 100, faults: 2, limitS: 120 },
  long: { messages: 6_000, perSecond: 100, faults: 10, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const feed = await mqttFeed(stage, { server: ['autosave_on_changes true', 'autosave_interval 1'] })
    const settled = new Settled()
    feed.proxy.watch = () => settled.watch()
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'upstream' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.fault(`killed, ${String(k + 1)} of ${String(faults)}`, async () => {
        await feed.server.kill()
        await feed.server.start()
      })
    }
    // As long as the broker still gives, nobody knows.
    const forgotten = (): ReadonlySet<number> =>
      new Set(settled.silentMs < SILENCE_MS ? [] : [...feed.confirmed].filter((id) => !settled.ids.has(id)))
    const figures = await flow.finish({ isOrdered: false, excused: forgotten })
    const { size } = forgotten()
    stage.say(`${String(size)} messages were forgotten by the broker`)
    must(size <= faults * FORGOTTEN_MAX, `${String(size)} messages were never acknowledged by the worker`)
    return figures
  },
}
