import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { recordText } from '../parts/record.ts'

const MEGABYTE = 1024 * 1024
/** Beyond the heap: code, buffers of records in flight, librdkafka. */
const MEMORY_MAX = 900 * MEGABYTE
const DELAY_MS = 50
const LONG_TEXT = 'long '.repeat(200)

/** The sink takes about a tenth of what comes; in `upstream` nothing but the broker may hold the rest. */
export const overload: Experiment = {
  name: 'overload',
  invariant:
    'ten times more than the sink takes, under a heap of 512 MB, slows the source down and kills nothing',
  proves: cells('MQTT QoS 1', ['upstream'], ['HTTP']),
  short: { messages: 40_000, limitS: 180 },
  long: { messages: 1_000_000, limitS: 1_200 },
  run: async (stage) => {
    const { messages } = stage.size
    const inbox = await httpReceiver(stage, { batchRows: 500 })
    const body = (id: number): string => recordText(id, { kind: LONG_TEXT })
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers: [inbox],
      mode: 'upstream',
      body,
      nodeArguments: ['--max-old-space-size=512'],
    })
    await flow.start()
    const quick = inbox.inbox.answer
    inbox.inbox.answer = (visit) => void setTimeout(() => quick(visit), DELAY_MS)
    flow.publish(messages)
    await flow.reached(stage.isLong ? 0.5 : 0.3)
    inbox.inbox.answer = quick
    const figures = await flow.finish({ repeatsMax: 0 })
    must(
      figures.peakBytes < MEMORY_MAX,
      `the worker held ${String(Math.round(figures.peakBytes / MEGABYTE))} MB`,
    )
    return figures
  },
}
