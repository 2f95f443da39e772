import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { sqlReceiver, type SqlName } from '../receivers/sql.ts'

const CUT_MS = 60_000
const BYTES_MAX = 60_000

/** Cuts are at any byte of what goes to the server, so some fall into a COMMIT, whose outcome is then unknown. */
export const cutCommit = (name: SqlName): Experiment => ({
  name: `cut-commit-${name}`,
  invariant: 'a database connection cut at any byte, COMMIT included, loses nothing and leaves each key once',
  proves: cells('MQTT QoS 1', ['local'], ['SQL upsert by a key from the payload']),
  short: { messages: 8_000, perSecond: 2_000, faults: 5, limitS: 120 },
  long: { messages: 200_000, perSecond: 2_000, faults: 60, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const base = await sqlReceiver(stage, name)
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers: [base], mode: 'local' })
    await flow.start()
    flow.publish(messages)
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      const bytes = Math.ceil(stage.random() * BYTES_MAX)
      await flow.fault(
        `cut after ${String(bytes)} bytes, ${String(k + 1)} of ${String(faults)}`,
        async () => {
          const { accepted } = base.proxy
          base.proxy.cutAfter(bytes)
          const isAnew = async (): Promise<boolean> =>
            base.proxy.accepted > accepted || (await base.count()) >= messages
          await waitUntil('the worker connects again', isAnew, CUT_MS)
        },
      )
    }
    return flow.finish({ repeatsMax: 0 })
  },
})
