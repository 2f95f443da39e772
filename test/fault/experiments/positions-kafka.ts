import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { sqlReceiver } from '../receivers/sql.ts'

export const positionsKafka: Experiment = {
  name: 'positions-kafka',
  invariant:
    'from Kafka, tables without a key that keep positions have each record once, whenever the worker is killed or the database is cut off',
  proves: cells('Kafka', ['upstream'], ['SQL, position in the same transaction']),
  short: { messages: 8_000, perSecond: 1_500, faults: 2, limitS: 150 },
  long: { messages: 200_000, perSecond: 1_500, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const postgres = await sqlReceiver(stage, 'postgres', { positioned: true })
    const mariadb = await sqlReceiver(stage, 'mariadb', { positioned: true })
    const flow = new Flow(stage, {
      feed: await kafkaFeed(stage),
      receivers: [postgres, mariadb],
      mode: 'upstream',
    })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      const words = `kill -9 and cuts, ${String(k + 1)} of ${String(faults)}`
      await flow.fault(words, async () => {
        // At any byte, that of a COMMIT among them.
        for (const { proxy } of [postgres, mariadb]) proxy.cutAfter(Math.ceil(stage.random() * 100_000))
        await flow.kill()
      })
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
