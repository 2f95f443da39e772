import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'
import { waitUntil } from '../parts/wait-until.ts'

const DELAY_MS = 400
const BACKLOG_MAX = 10_000
const HEALTHY_MS = 120_000

export const slowSink: Experiment = {
  name: 'slow-sink',
  invariant:
    'a sink a hundred times slower holds up no other: theirs stay within one batch of what was published',
  proves: cells('MQTT QoS 1', ['local'], threeSinkCells),
  short: { messages: 10_000, perSecond: 2_000, limitS: 150 },
  long: { messages: 100_000, perSecond: 2_000, limitS: 900 },
  run: async (stage) => {
    const { messages } = stage.size
    const { inbox, receivers } = await threeSinks(stage)
    const healthy = receivers.slice(1)
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers, mode: 'local' })
    await flow.start()
    const quick = inbox.inbox.answer
    inbox.inbox.answer = (visit) => void setTimeout(() => quick(visit), DELAY_MS)
    flow.publish(messages)
    for (const receiver of healthy)
      await waitUntil(
        `${receiver.connection} keeps up`,
        async () => (await receiver.count()) >= messages - BACKLOG_MAX && feed.confirmed.size >= messages,
        HEALTHY_MS,
        200,
      )
    for (const receiver of healthy) await flow.reached(1, receiver)
    const behind = messages - inbox.inbox.arrivals.ids.size
    stage.say(`the slow one is ${String(behind)} records behind when the others are done`)
    if (!stage.isLong) inbox.inbox.answer = quick
    return flow.finish()
  },
}
