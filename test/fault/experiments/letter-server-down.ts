import kafkajs from 'kafkajs'
import { mqttFeed } from '../feeds/mqtt.ts'
import { cells } from '../harness/cells.ts'
import { must, type Experiment } from '../harness/experiment.ts'
import { Flow, type FlowShape } from '../harness/flow.ts'
import type { Stage } from '../harness/stage.ts'
import { readTopic } from '../parts/kafka-reader.ts'
import { makeTopics } from '../parts/make-topics.ts'
import { recordText } from '../parts/record.ts'
import { waitUntil } from '../parts/wait-until.ts'
import { httpReceiver } from '../receivers/http.ts'
import { queryOf } from '../receivers/sql.ts'

const WAIT_MS = 120_000
const EVERY = 10
const isPoison = (id: number): boolean => id % EVERY === 5

/** The record's id, which stands in the letter's payload, a text in a text. */
const idOf = (letter: string): number => Number(/\\"id\\":\s?\\"(\d{1,9})\\"/.exec(letter)?.[1] ?? NaN)

interface Letters {
  readonly shape: NonNullable<FlowShape['letters']>
  /** Ids of the records whose letters are there. */
  ids(): Promise<ReadonlySet<number>>
}

const inKafka = async (stage: Stage): Promise<Letters> => {
  const { url } = await stage.servers.get('kafka')
  const topic = stage.own('letters')
  const admin = new kafkajs.Kafka({ brokers: [url], logLevel: kafkajs.logLevel.NOTHING }).admin()
  await admin.connect()
  await makeTopics(admin, [{ topic }])
  await admin.disconnect()
  return {
    shape: { settings: { connection: 'letters', topic }, options: { type: 'kafka', brokers: [url] } },
    ids: async () => (await readTopic(url, topic, idOf)).ids,
  }
}

const inPostgres = async (stage: Stage): Promise<Letters> => {
  const { url } = await stage.servers.get('postgres')
  const query = queryOf('postgres', url)
  const table = stage.own('letters')
  await query(
    `CREATE TABLE ${table} (id text PRIMARY KEY, time timestamptz, fingerprint text, slug text, owner text, message text, letter text)`,
  )
  return {
    shape: { settings: { connection: 'letters', table }, options: { type: 'postgres', url } },
    ids: async () => {
      const rows = await query(`SELECT letter FROM ${table}`)
      return new Set(rows.map(({ letter }) => idOf(String(letter))))
    },
  }
}

/** The server of the dead letters is killed and comes back; rows go on meanwhile, and no letter is lost. */
export const letterServerDown = (kind: 'kafka' | 'postgres'): Experiment => ({
  name: `letters-${kind}-killed`,
  invariant: `dead letters wait while ${kind}, where they go, is away; rows go on, and each letter is there in the end`,
  proves: cells('MQTT QoS 1', ['local'], ['HTTP']),
  short: { messages: 5_000, perSecond: 1_500, outageS: 3, limitS: 150 },
  long: { messages: 60_000, perSecond: 1_500, outageS: 60, limitS: 600 },
  run: async (stage) => {
    const { messages, outageS = 3 } = stage.size
    const inbox = await httpReceiver(stage)
    const letters = kind === 'kafka' ? await inKafka(stage) : await inPostgres(stage)
    const body = (id: number): string => recordText(id, isPoison(id) ? { n: 'none' } : {})
    const flow = new Flow(stage, {
      feed: await mqttFeed(stage),
      receivers: [inbox],
      mode: 'local',
      body,
      share: 1 - 1 / EVERY,
      letters: letters.shape,
    })
    await flow.start()
    flow.publish(messages)
    await flow.reached(0.1 + 0.2 * stage.random())
    const server = await stage.servers.get(kind)
    await flow.fault(`${kind} is away for ${String(outageS)} s`, async () => {
      await server.kill()
      await Promise.all([flow.grows(inbox), new Promise((done) => setTimeout(done, outageS * 1_000))])
      await flow.kill()
      await server.start()
    })
    const bad = new Set(Array.from({ length: messages }, (_, id) => id).filter(isPoison))
    const lacking = async (): Promise<readonly number[]> => {
      const there = await letters.ids().catch(() => new Set<number>())
      return [...bad].filter((id) => !there.has(id))
    }
    await waitUntil('all letters are there', async () => (await lacking()).length === 0, WAIT_MS, 1_000)
    const figures = await flow.finish({ excused: () => bad })
    const missing = await lacking()
    must(
      missing.length === 0,
      `${String(missing.length)} letters are missing: ${missing.slice(0, 10).join(', ')}`,
    )
    return { ...figures, deadLetters: bad.size }
  },
})
