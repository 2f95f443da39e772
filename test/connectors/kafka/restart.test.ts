import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import { laneRig } from '../../contract/lane-rig.ts'
import { targetOf } from '../../contract/batch-of.ts'
import { startServer, type TestServer } from '../../servers/server.ts'
import { Cluster } from './cluster.ts'
import { clients, SourceRig, until } from './source-rig.ts'

let folder: string
let server: TestServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-kafka-'))
  server = await startServer('kafka', { folder })
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

const target = targetOf({
  connector: 'kafka',
  columns: [{ name: 'value', type: { kind: 'STRING', nullable: false } }],
  valueType: { kind: 'STRING', nullable: false },
  perRow: ['topic', 'key'],
})

test.each(clients)(
  'a broker that restarts under load loses nothing (%s)',
  { timeout: 300_000 },
  async (client) => {
    const cluster = new Cluster(server.url)
    const topic = await cluster.topic(3)
    const group = randomUUID()
    const connection = { brokers: [server.url], client, session_timeout_ms: 6_000 }
    const source = new SourceRig({ connection: { ...connection, group }, topics: [topic] })
    await until('the assignment', () => source.owned.length === 3)
    const lane = laneRig(kafkaConnector, connection, target)
    const count = 40_000
    const push = (from: number, to: number): void =>
      lane.push(
        Array.from({ length: to - from }, (_, i) => ({
          columns: { value: String(from + i) },
          options: { topic, key: String((from + i) % 100) },
        })),
      )
    const restarting = (async () => {
      await until('the first rows', () => lane.settled() > 5_000)
      await server.restart()
      await until('rows in the middle', () => lane.settled() > 20_000, 120_000)
      await server.kill()
      await server.start()
    })()
    for (let at = 0; at < count; at += 500) {
      await until('room', () => at - lane.settled() < 2_000, 120_000)
      push(at, at + 500)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await restarting
    await until('all rows are confirmed', () => lane.settled() === count, 120_000)
    await until('all records came back', () => new Set(source.texts).size === count, 120_000)
    expect(lane.letters).toEqual([])
    expect(source.alarms).toEqual([])
    await lane.close()
    await source.stop()
    // Per key nothing came before what was written before it, but for repetitions.
    const last = new Map<string, number>()
    for (const { key, text } of dedupe(source)) {
      expect(Number(text)).toBeGreaterThan(last.get(key ?? '') ?? -1)
      last.set(key ?? '', Number(text))
    }
  },
)

test('a broker that does not answer for a while gets every row once', { timeout: 90_000 }, async () => {
  const cluster = new Cluster(server.url)
  const topic = await cluster.topic()
  const lane = laneRig(kafkaConnector, { brokers: [server.url], client: 'rdkafka' }, target)
  const push = (from: number, to: number): void =>
    lane.push(
      Array.from({ length: to - from }, (_, i) => ({
        columns: { value: String(from + i) },
        options: { topic, key: 'a' },
      })),
    )
  push(0, 100)
  await until('the first rows', () => lane.settled() === 100)
  server.pause()
  push(100, 2_000)
  // Many times the length of a flush, and much less than the time that a record has to be delivered.
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  expect(lane.settled()).toBe(100)
  server.resume()
  await until('all rows', () => lane.settled() === 2_000)
  const ends = await cluster.admin((admin) => admin.fetchTopicOffsets(topic))
  expect(ends.map(({ high }) => Number(high))).toEqual([2_000])
  await lane.close()
})

/** The first sight of every record. */
const dedupe = ({ records }: SourceRig): SourceRig['records'] => {
  const seen = new Set<string>()
  return records.filter(({ text }) => !seen.has(text) && seen.add(text))
}
