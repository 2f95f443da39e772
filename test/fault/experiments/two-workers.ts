import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const USAGE = 2

export const twoWorkers: Experiment = {
  name: 'two-workers-one-journal',
  invariant: 'a second worker on the same journal refuses to start, and the first one notices nothing',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 3_000, perSecond: 500, faults: 2, limitS: 120 },
  long: { messages: 50_000, perSecond: 500, faults: 20, limitS: 600 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers: [inbox], mode: 'local' })
    await flow.start()
    flow.publish(messages)
    const second = flow.another('second')
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults / 2)
      second.start()
      const code = await second.over()
      must(code === USAGE, `the second worker ended with ${String(code)}: ${second.log}`)
      stage.say(`refused: ${second.log.trim().split('\n').at(-1) ?? ''}`)
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
