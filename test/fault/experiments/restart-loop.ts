import { kafkaFeed } from '../feeds/kafka.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const RUN_MS = 3_000

/** What reads, and how it joins its group. */
const clients = {
  mqtt: undefined,
  /** As a static member node-rdkafka takes its partitions back at once. */
  kafka: { client: 'rdkafka', group_instance_id: 'one' },
  /** kafkajs waits until the group has given the dead one up, so it is killed at its session time-out and three seconds. */
  kafkajs: { client: 'kafkajs' },
} as const

export const restartLoop = (source: keyof typeof clients): Experiment => {
  const settings = clients[source]
  const mode = settings === undefined ? 'local' : 'upstream'
  return {
    name: `restart-loop-${source}`,
    invariant:
      'a worker that is killed every three seconds after it gets on still gets on, and loses nothing',
    proves: cells(settings === undefined ? 'MQTT QoS 1' : 'Kafka', [mode], ['HTTP']),
    short: { messages: 2_000, perSecond: 200, faults: source === 'kafkajs' ? 1 : 3, limitS: 180 },
    long: { messages: 20_000, perSecond: 200, faults: 25, limitS: 1_200 },
    run: async (stage) => {
      const { faults = 1, messages } = stage.size
      const inbox = await httpReceiver(stage)
      const feed = settings === undefined ? await mqttFeed(stage) : await kafkaFeed(stage, { settings })
      const flow = new Flow(stage, { feed, receivers: [inbox], mode })
      await flow.start()
      flow.publish(messages)
      for (let k = 0; k < faults; k++) {
        await flow.fault(`killed, ${String(k + 1)} of ${String(faults)}`, () => flow.kill())
        await new Promise((done) => setTimeout(done, RUN_MS))
      }
      return flow.finish()
    },
  }
}
