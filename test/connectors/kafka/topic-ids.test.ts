import { beforeAll, expect, test } from 'vitest'
import { topicIds } from '../../../src/connectors/kafka/topic-ids.ts'
import { Cluster } from './cluster.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

test('a topic that is made anew has another id', async () => {
  const topic = await cluster.topic(3)
  const other = await cluster.topic()
  const before = await topicIds(cluster.kafka, [topic, other, 'not-there'])
  expect([...before.keys()].sort()).toEqual([topic, other].sort())
  expect(before.get(topic)).toMatch(/^[\w-]{22}$/)
  expect(before.get(other)).not.toBe(before.get(topic))
  expect(await topicIds(cluster.kafka, [topic])).toEqual(new Map([[topic, before.get(topic)]]))
  await cluster.remake(topic)
  const after = await topicIds(cluster.kafka, [topic])
  expect(after.get(topic)).toMatch(/^[\w-]{22}$/)
  expect(after.get(topic)).not.toBe(before.get(topic))
})
