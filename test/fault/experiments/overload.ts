import { setTimeout as sleep } from 'node:timers/promises'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import type { HttpInbox } from '../parts/http-inbox.ts'
import { httpReceiver } from '../receivers/http.ts'
import { recordText } from '../parts/record.ts'

const MEGABYTE = 1024 * 1024
/** Beyond the heap: code, buffers of records in flight, librdkafka. */
const MEMORY_MAX = 900 * MEGABYTE
const TIMES = 10
/** What must be seen of the ten: the probe and the first batches are quick. */
const TIMES_MIN = 8
const BATCH_ROWS = 100
const LOOK_MS = 1_000
const LONG_TEXT = 'long '.repeat(200)

/** Lets it take so many rows a second, one request behind the other; gives back how to end that. */
const slowDown = (inbox: HttpInbox, perSecond: number): (() => void) => {
  const quick = inbox.answer
  let freeMs = 0
  inbox.answer = (visit) => {
    const rows = visit.body.split('\n').length - 1
    const nowMs = performance.now()
    freeMs = Math.max(freeMs, nowMs) + (rows * 1_000) / perSecond
    setTimeout(() => quick(visit), freeMs - nowMs)
  }
  return () => {
    inbox.answer = quick
  }
}

/** Ten times what the sink takes, for so long; in `upstream` nothing but the broker may hold the rest. */
export const overload: Experiment = {
  name: 'overload',
  invariant:
    'ten times more than the sink takes, under a heap of 512 MB, slows the source down and kills nothing',
  proves: cells('MQTT QoS 1', ['upstream'], ['HTTP']),
  short: { messages: 25_000, perSecond: 2_000, outageS: 10, limitS: 180 },
  long: { messages: 1_300_000, perSecond: 2_000, outageS: 600, limitS: 1_800 },
  run: async (stage) => {
    const { messages, outageS = 1, perSecond = 1 } = stage.size
    const { inbox, ...receiver } = await httpReceiver(stage, { batchRows: BATCH_ROWS })
    // More waits at the broker than its other experiments let it keep.
    const feed = await mqttFeed(stage, { server: ['max_queued_messages 0'] })
    const flow = new Flow(stage, {
      feed,
      receivers: [receiver],
      mode: 'upstream',
      body: (id) => recordText(id, { kind: LONG_TEXT }),
      nodeArguments: ['--max-old-space-size=512'],
    })
    await flow.start()
    const speedUp = slowDown(inbox, perSecond / TIMES)
    flow.publish(messages)
    const endMs = performance.now() + outageS * 1_000
    while (performance.now() < endMs) {
      await sleep(LOOK_MS)
      must(flow.worker.isAlive, `the worker has ended: ${flow.worker.log.slice(-2_000)}`)
    }
    const [offered, taken] = [feed.confirmed.size, inbox.arrivals.rows]
    stage.say(`${String(offered)} came in ${String(outageS)} s, and the sink took ${String(taken)}`)
    must(offered > TIMES_MIN * taken, 'the sink was not overloaded ten times')
    speedUp()
    const figures = await flow.finish({ repeatsMax: 0 })
    must(
      figures.peakBytes < MEMORY_MAX,
      `the worker held ${String(Math.round(figures.peakBytes / MEGABYTE))} MB`,
    )
    return figures
  },
}
