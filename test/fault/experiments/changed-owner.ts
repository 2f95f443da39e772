import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { httpReceiver } from '../receivers/http.ts'

const USAGE = 2

/** Under the other name the broker would begin a new session, and what waits in the old one would never be read. */
export const changedOwner: Experiment = {
  name: 'changed-owner',
  invariant:
    'a worker whose client id has changed refuses the journal of the old one, and with the old id loses nothing',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 5_000, perSecond: 1_500, faults: 2, limitS: 120 },
  long: { messages: 60_000, perSecond: 1_500, faults: 10, limitS: 600 },
  run: async (stage) => {
    const { faults = 1, messages } = stage.size
    const inbox = await httpReceiver(stage)
    const flow = new Flow(stage, { feed: await mqttFeed(stage), receivers: [inbox], mode: 'local' })
    await flow.start()
    flow.publish(messages)
    const path = join(stage.folder, 'sluice.yaml')
    const own = await readFile(path, 'utf8')
    for (let k = 0; k < faults; k++) {
      await flow.reached((k + stage.random()) / faults)
      await flow.fault('killed, and started under another client id', async () => {
        await flow.worker.end('SIGKILL')
        await writeFile(path, own.replace('"client_id":"worker"', '"client_id":"another"'))
        flow.worker.start()
        const code = await flow.worker.over()
        must(code === USAGE, `with another client id it ended with ${String(code)}`)
        must(
          flow.worker.log.includes('client_id of broker was worker and is another now'),
          'it did not say what has changed',
        )
        await writeFile(path, own)
        flow.worker.start()
      })
    }
    return flow.finish()
  },
}
