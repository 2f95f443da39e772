import type { TestServer } from '../../servers/server.ts'
import { kafkaFeed } from '../feeds/kafka.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { type Experiment, type SinkCell } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import { sqlReceiver } from '../receivers/sql.ts'

const sleep = (seconds: number): Promise<void> => new Promise((done) => setTimeout(done, seconds * 1_000))

const outage = async (server: TestServer, seconds: number, how: 'stop' | 'kill'): Promise<void> => {
  await server[how]()
  await sleep(seconds)
  await server.start()
}

const sinkOf = { kafka: 'Kafka, idempotent', postgres: 'SQL insert', mariadb: 'SQL insert' } as const

/** An outage of one sink's server: the other sink goes on, and nothing is lost when it is back. */
export const sinkDown = (name: 'kafka' | 'postgres' | 'mariadb', how: 'stop' | 'kill'): Experiment => {
  const cell: SinkCell = sinkOf[name]
  return {
    name: `${name}-${how === 'kill' ? 'killed' : 'down'}`,
    invariant: `${name} ${how === 'kill' ? 'killed' : 'stopped'} under load: nothing is lost, and the other sink goes on`,
    proves: cells('MQTT QoS 1', ['local'], ['HTTP', cell]),
    short: { messages: 8_000, perSecond: 1_500, outageS: 5, limitS: 150 },
    long: { messages: 200_000, perSecond: 1_500, outageS: name === 'kafka' ? 60 : 180, limitS: 900 },
    run: async (stage) => {
      const { messages, outageS = 5 } = stage.size
      const inbox = await httpReceiver(stage)
      const second =
        name === 'kafka' ? await kafkaReceiver(stage) : await sqlReceiver(stage, name, { keyed: false })
      const feed = await mqttFeed(stage)
      const flow = new Flow(stage, { feed, receivers: [inbox, second], mode: 'local' })
      await flow.start()
      flow.publish(messages)
      const server = await stage.servers.get(name)
      await flow.reached(0.1 + 0.2 * stage.random())
      const words = `${name} is down for ${String(outageS)} s`
      const goesOn = flow.grows(inbox)
      await flow.fault(words, () => Promise.all([outage(server, outageS, how), goesOn]), second)
      return flow.finish()
    },
  }
}

/** The cluster that is read from goes, and comes back. */
export const kafkaSourceDown: Experiment = {
  name: 'kafka-source-killed',
  invariant: 'a Kafka cluster that is killed while it is read from costs nothing that it confirmed',
  proves: cells('Kafka', ['upstream'], ['HTTP']),
  short: { messages: 8_000, perSecond: 1_500, outageS: 5, limitS: 180 },
  long: { messages: 200_000, perSecond: 1_500, outageS: 60, limitS: 900 },
  run: async (stage) => {
    const { messages, outageS = 5 } = stage.size
    const inbox = await httpReceiver(stage)
    const flow = new Flow(stage, { feed: await kafkaFeed(stage), receivers: [inbox], mode: 'upstream' })
    await flow.start()
    flow.publish(messages)
    const server = await stage.servers.get('kafka')
    await flow.reached(0.1 + 0.2 * stage.random())
    await flow.fault(`Kafka is killed, for ${String(outageS)} s`, () => outage(server, outageS, 'kill'))
    return flow.finish()
  },
}
