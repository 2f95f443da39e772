import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { Cluster, numbered } from './cluster.ts'
import { clients, SourceRig, until } from './source-rig.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

const PARTITIONS = 8

test.each(clients)('1, 4, 2 and 3 members lose nothing (%s)', { timeout: 180_000 }, async (client) => {
  const topic = await cluster.topic(PARTITIONS)
  const group = randomUUID()
  let written = 0
  let isEnough = false
  const writing = (async () => {
    for (; !isEnough; written += 200) {
      await cluster.write(topic, numbered(written, written + 200))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const connection = { brokers: [cluster.url], client, group, session_timeout_ms: 6_000 }
  const all: SourceRig[] = []
  const members: SourceRig[] = []
  for (const count of [1, 4, 2, 3]) {
    while (members.length > count) await members.shift()!.stop()
    while (members.length < count) {
      const member = new SourceRig({ connection, topics: [topic] })
      members.push(member)
      all.push(member)
    }
    await until(
      `${String(count)} members share the partitions`,
      () =>
        members.every(({ owned }) => owned.length > 0) &&
        members.reduce((sum, { owned }) => sum + owned.length, 0) === PARTITIONS,
      60_000,
    )
    const before = members.map(({ records }) => records.length)
    await until('all of them read', () => members.every(({ records }, k) => records.length > before[k]!))
  }
  isEnough = true
  await writing
  const seen = (): Set<string> => new Set(all.flatMap(({ texts }) => texts))
  await until('all records', () => seen().size === written)
  for (const member of members) await member.stop()
  // The writer may repeat a request that was not answered in time, so the log is asked what is in it.
  const ends = await cluster.admin((admin) => admin.fetchTopicOffsets(topic))
  const inLog = ends.reduce((sum, { high }) => sum + Number(high), 0)
  expect((await cluster.committed(group, topic)).reduce((sum, one) => sum + one, 0)).toBe(inLog)
  const repeats = all.reduce((sum, { records }) => sum + records.length, 0) - inLog
  // kafkajs does not wait on a revoke, so some come twice.
  if (client === 'rdkafka') expect(repeats).toBe(0)
})

test('a static member comes back to its partitions without a rebalance', { timeout: 60_000 }, async () => {
  const topic = await cluster.topic(4)
  const group = randomUUID()
  const start = (name: string): SourceRig =>
    new SourceRig({
      connection: {
        brokers: [cluster.url],
        client: 'rdkafka',
        group,
        group_instance_id: name,
        session_timeout_ms: 20_000,
      },
      topics: [topic],
    })
  const a = start('a')
  const b = start('b')
  await until('the partitions are shared', () => a.owned.length === 2 && b.owned.length === 2, 40_000)
  const [ofA, ofB] = [a.owned.sort(), b.owned.sort()]
  await b.stop()
  const again = start('b')
  await until('its partitions', () => again.owned.length === 2)
  expect(again.owned.sort()).toEqual(ofB)
  expect(a.owned.sort()).toEqual(ofA)
  await a.stop()
  await again.stop()
})

test('of two static members of one name the older ends, and says why', { timeout: 60_000 }, async () => {
  const topic = await cluster.topic(1)
  const start = (): SourceRig =>
    new SourceRig({
      connection: { brokers: [cluster.url], client: 'rdkafka', group: topic, group_instance_id: 'twin' },
      topics: [topic],
    })
  const older = start()
  await until('the older has the partition', () => older.owned.length === 1)
  const newer = start()
  await until('the newer has it', () => newer.owned.length === 1)
  await expect(older.ended).rejects.toThrow(
    /another worker has joined group .* as 'twin'; give each worker a group_instance_id of its own/,
  )
  await cluster.write(topic, numbered(0, 10))
  await until('its records', () => newer.records.length === 10)
  await newer.stop()
  await older.source.close()
})
