import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import { sqlReceiver } from '../receivers/sql.ts'

export const sigtermUnderLoad: Experiment = {
  name: 'sigterm-under-load',
  invariant: 'a clean stop under load loses nothing and repeats nothing at any sink',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP', 'Kafka, idempotent', 'SQL insert']),
  short: { messages: 12_000, faults: 3, limitS: 240 },
  long: { messages: 200_000, faults: 20, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const receivers = [
      inbox,
      await kafkaReceiver(stage),
      await sqlReceiver(stage, 'postgres', { keyed: false }),
    ]
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers, mode: 'local' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.running()
      await flow.fault(`SIGTERM, ${String(k + 1)} of ${String(faults)}`, async () => {
        const code = await flow.worker.end('SIGTERM')
        must(code === 0, `the worker ended with ${String(code)}`)
        flow.worker.start()
      })
    }
    return flow.finish({ repeatsMax: 0 })
  },
}
