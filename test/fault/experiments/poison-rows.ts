import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow } from '../harness/flow.ts'
import { recordText } from '../parts/record.ts'
import { sqlReceiver, type SqlName } from '../receivers/sql.ts'

/** What each database refuses, as members of the record. */
const poisons: Readonly<Record<SqlName, readonly Readonly<Record<string, unknown>>[]>> = {
  postgres: [
    { kind: 'a\u0000b' },
    { extra: { text: 'a\u0000b' } },
    { extra: { text: '\ud800' } },
    { n: 5_000_000_000 },
    { kind: 'x'.repeat(41) },
  ],
  mariadb: [{ kind: 'face 😀' }, { n: 5_000_000_000 }, { kind: 'x'.repeat(41) }],
}

const columnsOf: Readonly<Record<SqlName, string>> = {
  postgres: 'n integer NOT NULL, device varchar(40), kind varchar(40), extra jsonb',
  mariadb: 'n integer NOT NULL, device varchar(40), kind varchar(40) CHARACTER SET utf8mb3, extra json',
}

const EVERY = 100
const isPoison = (id: number): boolean => id % EVERY === 50

export const poisonRows = (name: SqlName): Experiment => ({
  name: `poison-rows-${name}`,
  invariant:
    'one row in a hundred that the database refuses ends in the dead letters, and takes no other with it',
  proves: cells('MQTT QoS 1', ['local'], ['SQL upsert by a key from the payload']),
  short: { messages: 5_000, limitS: 120 },
  long: { messages: 200_000, limitS: 1_800 },
  run: async (stage) => {
    const { messages } = stage.size
    const base = await sqlReceiver(stage, name, { columns: columnsOf[name] })
    const kinds = poisons[name]
    const body = (id: number): string =>
      recordText(id, isPoison(id) ? kinds[Math.floor(id / EVERY) % kinds.length]! : {})
    const columns = 'id, n, device, kind, extra'
    const feed = await mqttFeed(stage)
    const flow = new Flow(stage, { feed, receivers: [base], mode: 'local', body, columns })
    await flow.start()
    flow.publish(messages)
    const bad = new Set(Array.from({ length: messages }, (_, id) => id).filter(isPoison))
    const figures = await flow.finish({ excused: () => bad, deadLettersMax: bad.size })
    must(
      figures.deadLetters === bad.size,
      `${String(figures.deadLetters)} dead letters for ${String(bad.size)} poisoned rows`,
    )
    must(figures.delivered === messages - bad.size, `${String(figures.delivered)} rows are in the table`)
    return figures
  },
})
