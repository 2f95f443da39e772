import type { Message } from 'kafkajs'
import { beforeAll, describe, expect, test } from 'vitest'
import { kafkaConnector } from '../../src/connectors/kafka/index.ts'
import { systemClock } from '../../src/cli/system-clock.ts'
import { Cluster } from '../connectors/kafka/cluster.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { tableRig, type TableRig, type TableRigOptions } from './table-rig.ts'

const WITHIN_MS = 20_000

const row = (key: string, name: string | null, timeMs?: number): Message => ({
  key,
  value: name === null ? null : JSON.stringify({ id: key, name, pay: { load: 1 } }),
  ...(timeMs === undefined ? {} : { timestamp: String(timeMs) }),
})

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

const compacted = (partitions = 3): Promise<string> =>
  cluster.topic(partitions, { configEntries: [{ name: 'cleanup.policy', value: 'compact' }] })

const COLUMNS = 'id STRING PRIMARY KEY, name STRING'

const open = (
  topic: string,
  clauses = '',
  {
    broker = cluster.url,
    columns = COLUMNS,
    ...options
  }: TableRigOptions & { readonly broker?: string; readonly columns?: string } = {},
): TableRig =>
  tableRig(
    kafkaConnector,
    { brokers: [broker], session_timeout_ms: 6_000 },
    `TABLE t (${columns}) FROM server (topic = '${topic}') ${clauses}`,
    options,
  )

const nameAt = async (rig: TableRig, key: string, atMs?: number) => (await rig.find([key], atMs))?.[1]

describe('a compacted topic as a table', { timeout: 60_000 }, () => {
  test('it is ready with the last row of each key of all partitions, and follows what is written', async () => {
    const topic = await compacted()
    await cluster.write(
      topic,
      Array.from({ length: 3_000 }, (_, k) => row(`k${k}`, `row ${k}`)),
    )
    await cluster.write(topic, [row('k1', 'changed'), row('k2', null)])
    const rig = open(topic)
    await rig.table.ready()
    expect(rig.table.snapshot()).toMatchObject({ state: 'loaded', rows: 2_999 })
    expect(await nameAt(rig, 'k2999')).toBe('row 2999')
    expect(await nameAt(rig, 'k1')).toBe('changed')
    expect(await rig.find(['k2'])).toBeUndefined()
    expect(await rig.find(['nobody'])).toBeUndefined()
    await cluster.write(topic, [row('k3', 'later'), row('k4', null), row('new', 'new')])
    await waitUntil('the update', async () => (await nameAt(rig, 'k3')) === 'later', WITHIN_MS)
    await waitUntil('the tombstone', async () => (await rig.find(['k4'])) === undefined, WITHIN_MS)
    await waitUntil('the new row', async () => (await nameAt(rig, 'new')) === 'new', WITHIN_MS)
    expect(rig.alarms).toEqual([])
    await rig.close()
  })

  test('an empty topic is ready at once', async () => {
    const rig = open(await compacted())
    await rig.table.ready()
    expect(rig.table.snapshot()).toMatchObject({ state: 'loaded', rows: 0 })
    await rig.close()
  })

  test('a record sees the row that was in force at its time', async () => {
    const topic = await compacted()
    const nowMs = Date.now()
    await cluster.write(topic, [
      row('a', 'first', nowMs - 30_000),
      row('a', 'second', nowMs - 20_000),
      row('a', null, nowMs - 10_000),
    ])
    const rig = open(topic)
    await rig.table.ready()
    expect(await rig.find(['a'], nowMs - 30_001)).toBeUndefined()
    expect(await nameAt(rig, 'a', nowMs - 30_000)).toBe('first')
    expect(await nameAt(rig, 'a', nowMs - 20_001)).toBe('first')
    expect(await nameAt(rig, 'a', nowMs - 20_000)).toBe('second')
    expect(await nameAt(rig, 'a', nowMs - 10_001)).toBe('second')
    expect(await rig.find(['a'], nowMs - 10_000)).toBeUndefined()
    await rig.close()
  })

  test('a record that is ahead of the table waits for it, at most WAIT', async () => {
    const topic = await compacted()
    const patient = open(topic, 'WAIT 1 MINUTE')
    await patient.table.ready()
    await cluster.write(topic, [row('a', 'written')])
    expect(await nameAt(patient, 'a')).toBe('written')
    await patient.close()

    const rig = open(topic, 'WAIT 300 MILLISECONDS')
    await rig.table.ready()
    const beganMs = systemClock.monotonicMs()
    expect(await nameAt(rig, 'a', Date.now() + 3_600_000)).toBe('written')
    expect(systemClock.monotonicMs() - beganMs).toBeGreaterThanOrEqual(290)
    await rig.close()
  })

  test('who waits is let go when the table is closed', async () => {
    const rig = open(await compacted(), 'WAIT 1 HOUR')
    await rig.table.ready()
    const waiting = rig.table.prefetch({ keys: new Set(), atMs: Date.now() + 3_600_000 })
    await rig.close()
    await waiting
    await rig.table.prefetch({ keys: new Set(), atMs: Date.now() + 3_600_000 })
  })

  test("the record's key may be the primary key", async () => {
    const topic = await compacted()
    await cluster.write(topic, [{ key: 'Bücher "1"', value: '{"name": "one"}' }])
    const rig = open(topic, '', { columns: 'id STRING PRIMARY KEY FROM key(), name STRING' })
    await rig.table.ready()
    expect(await rig.find(['Bücher "1"'])).toEqual(['Bücher "1"', 'one'])
    await rig.close()
  })

  test('what is no row is told, and the others count', async () => {
    const topic = await compacted(1)
    const keyless = await cluster.topic()
    await cluster.write(topic, [
      { key: 'ü', value: '{"id": ' },
      { key: 'b', value: '{"name": "no id"}' },
      ...Array.from({ length: 10 }, () => ({ key: 'c', value: '7' })),
      row('d', 'good'),
    ])
    const rig = open(topic)
    await rig.table.ready()
    expect(await nameAt(rig, 'd')).toBe('good')
    expect(rig.alarms).toHaveLength(6)
    expect(rig.alarms[0]).toMatch(/^table-bad-row: table t: message with key "ü": /)
    expect(rig.alarms[5]).toBe('table-bad-row: table t: and 7 bad rows more')
    await rig.close()

    await cluster.write(keyless, [{ value: '{"id": "e", "name": "x"}' }])
    const other = open(keyless)
    await other.table.ready()
    expect(other.alarms).toEqual(['table-bad-row: table t: message with key "": it has no key'])
    await other.close()
  })

  test('one with too many rows fails for the keys that it lacks alone', async () => {
    const topic = await compacted(1)
    await cluster.write(topic, [row('a', 'one'), row('b', 'two'), row('c', 'three'), row('d', 'four')])
    const rig = open(topic, '', { limits: { tableRowsMax: 2 } })
    await rig.table.ready()
    expect(await nameAt(rig, 'b')).toBe('two')
    await expect(rig.find(['c'])).rejects.toMatchObject({ slug: 'table-incomplete' })
    expect(rig.alarms).toEqual(['table-too-large: table t has more than 2 rows; keys beyond fail'])
    await rig.close()
  })

  test('a topic that gets more partitions is read on, and older values do not come back', async () => {
    const topic = await compacted(1)
    await cluster.write(topic, [row('a', 'old'), row('a', 'new')])
    const rig = open(topic)
    await rig.table.ready()
    await cluster.admin((admin) => admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] }))
    await cluster.write(topic, [{ ...row('b', 'elsewhere'), partition: 3 }])
    const seen = new Set<unknown>()
    await waitUntil(
      'the row of the new partition',
      async () => {
        seen.add(await nameAt(rig, 'a'))
        return (await nameAt(rig, 'b')) === 'elsewhere'
      },
      WITHIN_MS,
    )
    expect([...seen]).toEqual(['new'])
    await rig.close()
  })

  test('a topic that was made anew is read anew, and until then the rows known before count', async () => {
    const topic = await compacted(1)
    await cluster.write(topic, [row('a', 'before'), row('b', 'before'), row('c', 'before')])
    const rig = open(topic)
    await rig.table.ready()
    await cluster.admin((admin) => admin.deleteTopics({ topics: [topic] }))
    await waitUntil('it is told', () => rig.table.outage.reason !== undefined, WITHIN_MS)
    expect(await nameAt(rig, 'a')).toBe('before')
    await cluster.admin((admin) => admin.createTopics({ topics: [{ topic }], waitForLeaders: true }))
    await cluster.write(topic, [row('a', 'after')])
    await waitUntil('the new row', async () => (await nameAt(rig, 'a')) === 'after', WITHIN_MS)
    expect(await rig.find(['b'])).toBeUndefined()
    await rig.close()
  })

  test('a server that is down, or a topic that is missing, is waited for', async () => {
    const dead = open('t', '', { broker: '127.0.0.1:1' })
    await waitUntil('it is told', () => dead.table.outage.reason !== undefined, WITHIN_MS)
    expect(dead.table.isReady).toBe(false)
    await dead.close()
    await dead.table.ready()

    const topic = `table-${String(Date.now())}`
    const rig = open(topic)
    await waitUntil('it is told', () => rig.alarms.length > 0, WITHIN_MS)
    expect(rig.alarms[0]).toBe(`table-load-failed: table t: topic '${topic}' does not exist`)
    await cluster.admin((admin) => admin.createTopics({ topics: [{ topic }], waitForLeaders: true }))
    await cluster.write(topic, [row('a', 'there')])
    await rig.table.ready()
    await waitUntil('its row', async () => (await nameAt(rig, 'a')) === 'there', WITHIN_MS)
    await rig.close()
  })
})
