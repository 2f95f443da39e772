import { kafkaFeed } from '../feeds/kafka.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { sqlReceiver } from '../receivers/sql.ts'

/** Plain inserts, so that every repeat would be a row. */
export const killPositions: Experiment = {
  name: 'kill-positions',
  invariant:
    'from Kafka to a table whose position moves with its rows each record is one row, whenever the process ends',
  proves: cells('Kafka', ['upstream'], ['SQL, position in the same transaction']),
  short: { messages: 8_000, perSecond: 2_000, faults: 3, limitS: 120 },
  long: { messages: 200_000, perSecond: 3_000, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const receivers = [
      await sqlReceiver(stage, 'postgres', { positioned: true }),
      await sqlReceiver(stage, 'mariadb', { positioned: true }),
    ]
    // A static member is back at once after a kill.
    const settings = { client: 'rdkafka', group_instance_id: stage.own('member') }
    const flow = new Flow(stage, {
      feed: await kafkaFeed(stage, { settings }),
      receivers,
      mode: 'upstream',
    })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.fault(`kill -9, ${String(k + 1)} of ${String(faults)}`, () => flow.kill())
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
