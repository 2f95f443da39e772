import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { sluice } from '../parts/cli.ts'
import { httpReceiver } from '../receivers/http.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'

const INVALID_EACH = 4

export const reloadStorm: Experiment = {
  name: 'reload-storm',
  invariant:
    'rules that are reloaded under load, some of them invalid, handle each record once and by one version',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP', 'Kafka, idempotent']),
  short: { messages: 12_000, perSecond: 1_500, faults: 8, limitS: 150 },
  long: { messages: 500_000, perSecond: 5_000, faults: 100, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const receivers = [await httpReceiver(stage), await kafkaReceiver(stage)]
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers, mode: 'local' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached(((k + stage.random()) / faults) * 0.9)
      const isValid = k % INVALID_EACH !== INVALID_EACH - 1
      await flow.rewrite(isValid ? `id, n, device, kind, ${String(k)} AS version` : 'id, nothing, device')
      const said = await sluice(stage.folder, 'reload', '--config', 'sluice.yaml').then(
        () => 'done',
        () => 'refused',
      )
      must(said === (isValid ? 'done' : 'refused'), `reload ${String(k)} was ${said}`)
      stage.say(`reload ${String(k + 1)} of ${String(faults)}: ${said}`)
    }
    await flow.rewrite('id, n, device, kind')
    await sluice(stage.folder, 'reload', '--config', 'sluice.yaml')
    return flow.finish({ repeatsMax: 0 })
  },
}
