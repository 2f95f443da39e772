import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import type { Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver } from '../receivers/http.ts'

const ALARM_MS = 60_000

export const sessionLost: Experiment = {
  name: 'session-lost',
  invariant: 'a broker that has lost the session raises an alarm, and is subscribed to anew',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 2_000, faults: 1, limitS: 120 },
  long: { messages: 20_000, faults: 5, limitS: 600 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'local' })
    await flow.start()
    for (let k = 1; k <= faults; k++) {
      flow.publish(Math.ceil(messages / (faults + 1)))
      await flow.quiet()
      // Without a save, a broker that is killed has forgotten all sessions.
      await feed.server.kill()
      await feed.server.start()
      stage.say(`the broker has forgotten the session, ${String(k)} of ${String(faults)}`)
      const told = async (): Promise<boolean> => (await flow.alarmed('session-lost')) >= k
      await waitUntil('the alarm is raised', told, ALARM_MS)
      await flow.probed()
    }
    flow.publish(Math.ceil(messages / (faults + 1)))
    return flow.finish()
  },
}
