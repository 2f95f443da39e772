import { kafkaFeed } from '../feeds/kafka.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const sleep = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1_000))

export const frozenWorkerMqtt: Experiment = {
  name: 'frozen-worker-mqtt',
  invariant:
    'a worker that is frozen until its broker has given it up goes on when it is thawed, and loses nothing',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 10_000, perSecond: 1_000, outageS: 8, limitS: 120 },
  long: { messages: 100_000, perSecond: 1_000, outageS: 45, limitS: 600 },
  run: async (stage) => {
    const { messages, outageS = 8 } = stage.size
    const inbox = await httpReceiver(stage)
    // The broker gives a client up after one and a half times its keepalive.
    const feed = await mqttFeed(stage, { settings: { keepalive_s: Math.round(outageS / 3) } })
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'local' })
    await flow.start()
    flow.publish(messages)
    await flow.reached(0.1 + 0.2 * stage.random())
    await flow.fault(`frozen for ${String(outageS)} s`, async () => {
      flow.worker.signal('SIGSTOP')
      await sleep(outageS)
      flow.worker.signal('SIGCONT')
    })
    return flow.finish()
  },
}

/** While one is frozen its group gives its partitions to the other, so what it acknowledges when it wakes is void. */
export const frozenWorkerKafka: Experiment = {
  name: 'frozen-worker-kafka',
  invariant:
    'a frozen worker whose partitions went to another commits nothing of its old time when it is thawed',
  proves: cells('Kafka', ['upstream'], ['HTTP']),
  short: { messages: 10_000, perSecond: 700, outageS: 12, limitS: 150 },
  long: { messages: 100_000, perSecond: 1_000, outageS: 45, limitS: 600 },
  run: async (stage) => {
    const { messages, outageS = 12 } = stage.size
    const inbox = await httpReceiver(stage)
    const flow = new Flow(stage, { feed: await kafkaFeed(stage), receivers: [inbox], mode: 'upstream' })
    await flow.start()
    const second = flow.another('second')
    second.start()
    await flow.running(second)
    flow.publish(messages)
    await flow.reached(0.1 + 0.2 * stage.random())
    await flow.fault(`one of two frozen for ${String(outageS)} s`, async () => {
      flow.worker.signal('SIGSTOP')
      await sleep(outageS)
      flow.worker.signal('SIGCONT')
    })
    // Two workers take turns with a device's records, so the sink can see them in another order.
    return flow.finish({ isOrdered: false })
  },
}
