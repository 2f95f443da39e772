import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'

const CROWDS = [4, 2, 3]

export const rebalanceStorm: Experiment = {
  name: 'rebalance-storm',
  invariant: 'workers of one group that come and go, one, four, two, three of them, lose nothing',
  proves: cells('Kafka', ['upstream'], ['Kafka, idempotent']),
  short: { messages: 15_000, perSecond: 800, faults: 1, limitS: 180 },
  long: { messages: 200_000, perSecond: 800, faults: 6, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const receivers = [await kafkaReceiver(stage)]
    const feed = await kafkaFeed(stage, { partitions: 6 })
    const flow = new Flow(stage, { feed, receivers, mode: 'upstream' })
    await flow.start()
    const others = [2, 3, 4].map((n) => flow.another(`worker-${String(n)}`))
    flow.publish(messages)
    const crowds = Array.from({ length: faults }, () => CROWDS).flat()
    for (const [k, crowd] of crowds.entries()) {
      await flow.reached((k + stage.random()) / crowds.length)
      await flow.fault(`${String(crowd)} workers`, async () => {
        for (const [n, other] of others.entries()) {
          const isWanted = n + 2 <= crowd
          if (isWanted && !other.isAlive) other.start()
          // Some leave in order, some do not.
          else if (!isWanted && other.isAlive) await other.end(stage.random() < 0.5 ? 'SIGKILL' : 'SIGTERM')
        }
      })
    }
    return flow.finish({ isOrdered: false })
  },
}
