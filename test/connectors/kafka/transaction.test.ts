import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { Cluster, numbered } from './cluster.ts'
import { clients, SourceRig, until } from './source-rig.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

const transact = async (topic: string, from: number, to: number, commits: boolean): Promise<void> => {
  const producer = cluster.kafka.producer({
    transactionalId: randomUUID(),
    idempotent: true,
    maxInFlightRequests: 1,
  })
  await producer.connect()
  const transaction = await producer.transaction()
  await transaction.send({ topic, messages: numbered(from, to) })
  await (commits ? transaction.commit() : transaction.abort())
  await producer.disconnect()
}

test.each(clients)('aborted and control records are passed over, and committed past (%s)', async (client) => {
  const topic = await cluster.topic()
  const group = randomUUID()
  await transact(topic, 0, 10, true)
  await transact(topic, 10, 20, false)
  await transact(topic, 20, 30, true)
  await transact(topic, 30, 40, false)
  const rig = new SourceRig({ connection: { brokers: [cluster.url], client, group }, topics: [topic] })
  await until('the committed records', () => rig.records.length === 20)
  const end = await cluster.admin((admin) => admin.fetchTopicOffsets(topic))
  const high = Number(end[0]!.high)
  expect(high).toBe(44)
  await until('the commit of the end', async () => (await cluster.committed(group, topic))[0] === high)
  await rig.stop()
  expect(rig.texts).toEqual([...numbered(0, 10), ...numbered(20, 30)].map(({ value }) => value))
})
