import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { recordText } from '../parts/record.ts'
import { sqlReceiver } from '../receivers/sql.ts'
import { waitUntil } from '../parts/wait-until.ts'

const MEGABYTE = 1024 * 1024
const LONG_TEXT = 'long '.repeat(600)
const STANDSTILL_MS = 2_000
const FULL_MS = 120_000

/** The journal's bytes are the quota of what waits for a sink; when they are used up, the source waits. */
export const pastItsQuota: Experiment = {
  name: 'past-its-quota',
  invariant:
    'a sink that is down until the journal is full holds the source up, and everything arrives when it is back',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP', 'SQL insert']),
  short: { messages: 25_000, faults: 1, limitS: 180 },
  long: { messages: 200_000, faults: 2, limitS: 900 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const base = await sqlReceiver(stage, 'postgres', {
      keyed: false,
      columns: 'n bigint, device text, kind text',
    })
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers: [base, inbox],
      mode: 'local',
      state: { journal_bytes_max: 64 * MEGABYTE },
      limits: { in_flight_records_max: 5_000 },
      body: (id) => recordText(id, { kind: LONG_TEXT }),
    })
    await flow.start()
    for (let k = 0; k < faults; k++) {
      await inbox.inbox.stop()
      flow.publish(Math.ceil(messages / faults))
      let last = -1
      let sinceMs = performance.now()
      const isStill = async (): Promise<boolean> => {
        const now = await base.count()
        if (now !== last) sinceMs = performance.now()
        last = now
        return performance.now() - sinceMs > STANDSTILL_MS
      }
      await waitUntil('nothing gets on any more', isStill, FULL_MS, 100)
      stage.say(`held up at ${String(last)} records`)
      await flow.fault('the sink is back', () => inbox.inbox.start())
      await flow.quiet()
    }
    return flow.finish()
  },
}
