import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver } from '../receivers/http.ts'

const CUT_MS = 60_000
/** Acknowledgements of 4 bytes each are all that the worker sends once it has subscribed. */
const BYTES_MAX = 4_000

export const cutAcknowledgements = (qos: 1 | 2): Experiment => ({
  name: `cut-acknowledgements-qos-${String(qos)}`,
  invariant:
    qos === 1
      ? 'a connection cut between PUBLISH and PUBACK, or inside a PUBACK, loses nothing'
      : 'a connection cut at any place of the QoS 2 handshake loses nothing and repeats nothing',
  proves: cells(qos === 1 ? 'MQTT QoS 1' : 'MQTT QoS 2', ['local'], ['HTTP']),
  short: { messages: 8_000, perSecond: 2_000, faults: 4, limitS: 120 },
  long: { messages: 100_000, perSecond: 2_000, faults: 40, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const feed = await mqttFeed(stage, { qos })
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'local' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      const bytes = Math.ceil(stage.random() * BYTES_MAX)
      await flow.fault(
        `cut after ${String(bytes)} bytes, ${String(k + 1)} of ${String(faults)}`,
        async () => {
          const { accepted } = feed.proxy
          feed.proxy.cutAfter(bytes)
          const isAnew = (): boolean => feed.proxy.accepted > accepted || feed.confirmed.size >= messages
          await waitUntil('the worker connects again', isAnew, CUT_MS)
        },
      )
    }
    // The last cut may not have come; the stop at the end is to be a clean one.
    feed.proxy.cutAfter(Infinity)
    // What QoS 2 has taken is known when it comes again; the sink never failed, so nothing is repeated. Mosquitto forgets
    // what it has released when a connection ends twice while the session is resumed, and publishes it anew.
    if (qos === 1) return flow.finish()
    const { broken } = feed
    const figures = await flow.finish({ repeatsMax: 0, repeatable: broken.again })
    stage.say(`the broker published ${String(broken.count)} records again that it had released`)
    return figures
  },
})
