import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import type { Stage } from '../harness/stage.ts'
import { threeSinkCells, threeSinks } from '../harness/three-sinks.ts'
import { statusOf } from '../parts/status.ts'
import { waitUntil } from '../parts/wait-until.ts'
import type { Receiver } from '../receivers/receiver.ts'

const DELAY_MS = 400
/** The most that a lane writes at once. */
const BATCH_ROWS = 10_000
const LOOK_MS = 500
const HEALTHY_MS = 120_000

/** No lane of these is paused or has a batch behind it, as the worker says. */
const unhindered = async (stage: Stage, healthy: readonly Receiver[]): Promise<void> => {
  const names = healthy.map(({ connection }) => connection)
  const { lanes } = await statusOf(stage.folder)
  for (const { connection, state, waitingRows } of lanes.filter((lane) => names.includes(lane.connection))) {
    must(state === 'open', `${connection} is ${state}`)
    must(waitingRows < BATCH_ROWS, `${String(waitingRows)} rows wait for ${connection}`)
  }
}

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
        async () => {
          await unhindered(stage, healthy)
          return (await receiver.count()) >= messages - BATCH_ROWS && feed.confirmed.size >= messages
        },
        HEALTHY_MS,
        LOOK_MS,
      )
    for (const receiver of healthy) await flow.reached(1, receiver)
    const behind = messages - inbox.inbox.arrivals.ids.size
    stage.say(`the slow one is ${String(behind)} records behind when the others are done`)
    if (!stage.isLong) inbox.inbox.answer = quick
    return flow.finish()
  },
}
