import type { FailpointName } from '../../../src/base/failpoint.ts'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { lastTotals } from '../harness/ledgers.ts'
import { kafkaReceiver } from '../receivers/kafka.ts'
import { sqlReceiver } from '../receivers/sql.ts'

/** Between PUBLISH, the frame with the packet identifier, PUBREC, PUBREL, its record and PUBCOMP. */
const places: readonly FailpointName[] = [
  'before-release',
  'after-release',
  'before-commit',
  'journal-before-sync',
  'journal-after-sync',
  'after-write',
]
const TIMES_MAX = 20
const NO_END_MS = 5_000

export const qos2Once: Experiment = {
  name: 'qos-2-once',
  invariant:
    'a message of QoS 2 enters the journal exactly once, and a table or topic with positions once, wherever the process ends',
  proves: cells(
    'MQTT QoS 2',
    ['local'],
    [
      'SQL upsert by a key from the payload',
      'SQL, position in the same transaction',
      'Kafka, position in the same transaction',
    ],
  ),
  short: { messages: 6_000, perSecond: 600, faults: 6, limitS: 150 },
  long: { messages: 60_000, perSecond: 600, faults: 60, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const base = await sqlReceiver(stage, 'postgres')
    const positioned = await sqlReceiver(stage, 'mariadb', { positioned: true })
    const log = await kafkaReceiver(stage, { positioned: true })
    const feed = await mqttFeed(stage, { qos: 2 })
    const flow = new Flow(stage, { feed, receivers: [base, positioned, log], mode: 'local' })
    await flow.start()
    await flow.worker.end('SIGTERM')
    const made = (): number => lastTotals(flow.worker.log).get('target copy -> base')?.['made'] ?? NaN
    const probes = made()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      const place = places[(k + stage.seed) % places.length]!
      const times = Math.ceil(stage.random() * TIMES_MAX)
      stage.say(`ends at ${place}, the ${String(times)}. time`)
      flow.worker.environment = { SLUICE_FAILPOINT: `${place}:${String(times)}` }
      flow.worker.start()
      const timer = setTimeout(() => flow.worker.signal('SIGKILL'), NO_END_MS)
      await flow.worker.over()
      clearTimeout(timer)
    }
    flow.worker.environment = {}
    await flow.fault('the worker runs on', async () => flow.worker.start())
    const figures = await flow.finish({ repeatsMax: 0, repeatable: feed.broken.again })
    const entered = made() - probes
    const { confirmed } = figures
    const again = feed.broken.count
    must(
      entered >= confirmed && entered <= confirmed + again,
      `${String(entered)} rows entered the journal for ${String(confirmed)} messages, of which the broker published ${String(again)} again`,
    )
    return figures
  },
}
