import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { sluice } from '../parts/cli.ts'
import { recordText } from '../parts/record.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { sqlReceiver } from '../receivers/sql.ts'

const EVERY = 20
const LETTERS_MS = 60_000
const isRefused = (id: number): boolean => id % EVERY === 5

export const lettersRedriven: Experiment = {
  name: 'letters-redriven',
  invariant:
    'rows that a database refused are all in it after a redrive, even when the worker is killed in the middle',
  proves: cells('MQTT QoS 1', ['local'], ['SQL upsert by a key from the payload']),
  short: { messages: 3_000, limitS: 150 },
  long: { messages: 60_000, limitS: 1_800 },
  run: async (stage) => {
    const { messages } = stage.size
    const columns = 'n integer, device varchar(40), kind varchar(40)'
    const base = await sqlReceiver(stage, 'postgres', { columns })
    const body = (id: number): string => recordText(id, isRefused(id) ? { n: 5_000_000_000 } : {})
    const share = 1 - 1 / EVERY
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers: [base], mode: 'local', body, share })
    await flow.start()
    flow.publish(messages)
    await flow.reached(1)
    const refused = Math.floor(messages / EVERY)
    await waitUntil('all letters are written', () => flow.deadLetters.length >= refused, LETTERS_MS)
    await base.query(`ALTER TABLE ${base.table} ALTER COLUMN n TYPE bigint`)
    const redrive = (): Promise<unknown> =>
      sluice(stage.folder, 'dlq', 'redrive', '--config', 'sluice.yaml').catch((error: Error) => error)
    stage.say('redriven, and killed in the middle')
    const first = redrive()
    await waitUntil(
      'the redrive has begun',
      async () => (await base.count()) > messages - refused,
      LETTERS_MS,
    ).catch(() => undefined)
    await flow.kill()
    await first
    await flow.running()
    const said = await redrive()
    stage.say(`redriven again: ${String(said).trim().split('\n').at(-1) ?? ''}`)
    const figures = await flow.finish({ deadLettersMax: Infinity })
    must(
      figures.delivered === messages,
      `${String(figures.delivered)} of ${String(messages)} rows are in the table`,
    )
    return figures
  },
}
