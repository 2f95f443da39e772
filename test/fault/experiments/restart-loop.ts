import { kafkaFeed } from '../feeds/kafka.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const RUN_MS = 3_000

/** node-rdkafka as a static member of its group takes its partitions back at once. */
export const restartLoop = (source: 'mqtt' | 'kafka'): Experiment => ({
  name: `restart-loop-${source}`,
  invariant: 'a worker that is killed every three seconds after it runs still gets on, and loses nothing',
  proves: cells(
    source === 'mqtt' ? 'MQTT QoS 1' : 'Kafka',
    [source === 'mqtt' ? 'local' : 'upstream'],
    ['HTTP'],
  ),
  short: { messages: 3_000, perSecond: 200, faults: 3, limitS: 180 },
  long: { messages: 20_000, perSecond: 200, faults: 25, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const settings = { client: 'rdkafka', group_instance_id: 'one' }
    const feed = source === 'mqtt' ? await mqttFeed(stage) : await kafkaFeed(stage, { settings })
    const mode = source === 'mqtt' ? 'local' : 'upstream'
    const flow = new Flow(stage, { feed, receivers: [inbox], mode })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.fault(`killed, ${String(k + 1)} of ${String(faults)}`, () => flow.kill())
      await new Promise((done) => setTimeout(done, RUN_MS))
    }
    return flow.finish()
  },
})
