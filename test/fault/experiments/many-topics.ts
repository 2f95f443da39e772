import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { recordText } from '../parts/record.ts'

const MEGABYTE = 1024 * 1024
const MEMORY_MAX = 600 * MEGABYTE

export const manyTopics: Experiment = {
  name: 'many-topics',
  invariant: 'as many topics and keys as records leave memory bounded',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 40_000, limitS: 180 },
  long: { messages: 2_000_000, limitS: 1_800 },
  run: async (stage) => {
    const { messages } = stage.size
    const inbox = await httpReceiver(stage)
    const feed = await mqttFeed(stage, { topicOf: (id) => `load/${String(id)}` })
    const body = (id: number): string => recordText(id, { device: `device-${String(id)}` })
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'local', body })
    await flow.start()
    flow.publish(messages)
    const figures = await flow.finish({ repeatsMax: 0 })
    must(
      figures.peakBytes < MEMORY_MAX,
      `the worker held ${String(Math.round(figures.peakBytes / MEGABYTE))} MB`,
    )
    return figures
  },
}
