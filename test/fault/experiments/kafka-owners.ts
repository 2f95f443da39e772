import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { DEVICES } from '../parts/record.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'

const WORKERS = 2

const share = (number: number): readonly string[] => [
  '--worker',
  `${String(number)}/${String(WORKERS)}`,
  '--state',
  `state-${String(number)}`,
]

/** A worker that is away is not replaced: the others get nothing of its partitions, so no device's records overtake. */
export const kafkaOwners: Experiment = {
  name: 'kafka-owners',
  invariant:
    'partitions whose journal is away wait for it: workers that are killed and come back keep the order of each device',
  proves: cells('Kafka', ['local'], ['HTTP', 'Kafka, idempotent']),
  short: { messages: 10_000, perSecond: 1_500, faults: 3, limitS: 120 },
  long: { messages: 100_000, perSecond: 1_500, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const receivers = [await httpReceiver(stage), await kafkaReceiver(stage)]
    const feed = await kafkaFeed(stage, { partitions: 6, settings: { client: 'rdkafka' } })
    const flow = new Flow(stage, { feed, receivers, mode: 'local', arguments: share(0) })
    await flow.start()
    const second = flow.another('second', share(1))
    second.start()
    await flow.running(second)
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults / 2)
      const victim = stage.random() < 0.5 ? flow.worker : second
      await flow.fault(`kill -9 of ${victim === second ? 'the second' : 'the first'} worker`, async () => {
        await victim.end('SIGKILL')
        // The other one gets on meanwhile; it may have done all its own by now.
        flow.publish(DEVICES)
        await flow.grows(receivers[0]!)
        victim.start()
      })
    }
    const figures = await flow.finish()
    must(second.log.includes('running '), 'the second worker has not run')
    return figures
  },
}
