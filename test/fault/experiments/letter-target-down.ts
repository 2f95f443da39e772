import { mkdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { recordText } from '../parts/record.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver } from '../receivers/http.ts'

const OUTAGE_MS = 3_000
const WAIT_MS = 60_000
const EVERY = 10
const isPoison = (id: number): boolean => id % EVERY === 5

/** The file cannot be opened while a folder of its name is there. */
export const letterTargetDown: Experiment = {
  name: 'letter-target-down',
  invariant: 'a dead-letter target that is down loses no letter: they wait, and go out when it is back',
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 5_000, perSecond: 1_500, limitS: 120 },
  long: { messages: 60_000, perSecond: 1_500, limitS: 600 },
  run: async (stage) => {
    const { messages } = stage.size
    const inbox = await httpReceiver(stage)
    const body = (id: number): string => recordText(id, isPoison(id) ? { n: 'none' } : {})
    const share = 1 - 1 / EVERY
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers: [inbox], mode: 'local', body, share })
    const folder = join(stage.folder, 'dead-letters.ndjson')
    await mkdir(folder)
    await flow.start()
    flow.publish(messages)
    stage.say('the dead-letter target is down')
    await new Promise((done) => setTimeout(done, OUTAGE_MS))
    await rmdir(folder)
    const bad = new Set(Array.from({ length: messages }, (_, id) => id).filter(isPoison))
    // A stop would leave those that still wait in the journal, for the next start.
    await waitUntil('all letters are in the file', () => flow.deadLetters.length >= bad.size, WAIT_MS)
    const figures = await flow.finish({ excused: () => bad, deadLettersMax: bad.size })
    must(
      figures.deadLetters === bad.size,
      `${String(figures.deadLetters)} dead letters for ${String(bad.size)} records`,
    )
    return figures
  },
}
