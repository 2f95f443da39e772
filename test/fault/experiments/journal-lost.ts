import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'
import { sqlReceiver } from '../receivers/sql.ts'

const STATE = '.sluice'

/** A clean stop leaves nothing in the journal that is not delivered, so losing it then may cost nothing. */
export const journalLost: Experiment = {
  name: 'journal-lost',
  invariant: 'a journal that is lost, or put back from an old copy, after a clean stop costs no record',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP', 'SQL upsert by a key from the payload']),
  short: { messages: 4_000, limitS: 150 },
  long: { messages: 60_000, limitS: 600 },
  run: async (stage) => {
    const state = join(stage.folder, STATE)
    const copy = join(stage.folder, 'copy')
    const inbox = await httpReceiver(stage)
    const base = await sqlReceiver(stage, 'postgres')
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers: [inbox, base], mode: 'local' })
    const part = Math.ceil(stage.size.messages / 4)
    const stop = async (): Promise<void> => {
      await flow.running()
      const code = await flow.worker.end('SIGTERM')
      must(code === 0, `the worker ended with ${String(code)}`)
    }
    await flow.start()
    flow.publish(part)
    await flow.quiet()
    await stop()
    await cp(state, copy, { recursive: true })
    flow.publish(part)
    flow.worker.start()
    await flow.quiet()
    await stop()
    flow.publish(part)
    stage.say('the journal is lost')
    await rm(state, { recursive: true })
    flow.worker.start()
    await flow.quiet()
    await stop()
    flow.publish(part)
    stage.say('an old copy is put back')
    await rm(state, { recursive: true })
    await cp(copy, state, { recursive: true })
    flow.worker.start()
    return flow.finish()
  },
}
