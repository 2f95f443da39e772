import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Cluster, numbered } from './cluster.ts'
import { clients, SourceRig, until } from './source-rig.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

test.each(['stop', 'earliest'])(
  'a topic that was made anew and has grown past the offset: alarm, %s',
  { timeout: 90_000 },
  async (onGap) => {
    const topic = await cluster.topic()
    const group = randomUUID()
    const start = (): SourceRig =>
      new SourceRig({
        connection: { brokers: [cluster.url], group, session_timeout_ms: 6_000 },
        topics: [topic],
        options: { on_gap: onGap },
      })
    await cluster.write(topic, numbered(0, 10))
    const before = start()
    await until('all of the first', () => before.records.length === 10)
    await before.stop()
    const note = await cluster.noted(group, topic)
    expect(note).toMatch(/^sluice topic=[\w-]{22}$/)
    await cluster.remake(topic)
    await cluster.write(topic, numbered(100, 130))
    // The broker has deleted the offsets with the topic; a copy of them comes back with a mirror or a backup.
    await cluster.commit(group, topic, 10, note)
    const after = start()
    await until('the alarm', () => after.alarms.length > 0)
    expect(after.alarms[0]).toMatch(/the topic was made anew since the group has read it up to 10/)
    if (onGap === 'earliest') await until('all of the second', () => after.records.length === 30)
    await after.stop()
    expect(after.texts).toEqual(onGap === 'earliest' ? numbered(100, 130).map(({ value }) => value) : [])
  },
)

describe.each(clients)('%s', { timeout: 90_000 }, (client) => {
  const start = (topic: string, group: string, onGap: string, settles = true): SourceRig =>
    new SourceRig({
      connection: {
        brokers: [cluster.url],
        client,
        group,
        session_timeout_ms: 6_000,
        settle_timeout_ms: 500,
      },
      topics: [topic],
      options: { on_gap: onGap },
      settles,
    })

  /** Deletes the records before this offset, as retention would. */
  const forget = (topic: string, offset: number): Promise<void> =>
    cluster.admin(async (admin) => {
      await admin.fetchTopicMetadata({ topics: [topic] })
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] })
    })

  test.each(['stop', 'earliest'])('records are gone before the start: alarm, %s', async (onGap) => {
    const topic = await cluster.topic()
    const group = randomUUID()
    await cluster.write(topic, numbered(0, 100))
    await cluster.setCommitted(group, topic, 10)
    await forget(topic, 50)
    const rig = start(topic, group, onGap)
    await until('the alarm', () => rig.alarms.length > 0)
    expect(rig.alarms[0]).toMatch(
      /^offset-out-of-range: .*at 10, but the log begins at 50: 40 offsets are gone/,
    )
    if (onGap === 'earliest') await until('the rest', () => rig.records.length === 50)
    else await new Promise((resolve) => setTimeout(resolve, 1_000))
    await rig.stop()
    expect(rig.texts).toEqual(onGap === 'earliest' ? numbered(50, 100).map(({ value }) => value) : [])
    expect(await cluster.committed(group, topic)).toEqual([onGap === 'earliest' ? 100 : 10])
  })

  test('a topic that was made anew: alarm, stop', async () => {
    const topic = await cluster.topic()
    const group = randomUUID()
    await cluster.write(topic, numbered(0, 5))
    await cluster.setCommitted(group, topic, 70)
    const rig = start(topic, group, 'stop')
    await until('the alarm', () => rig.alarms.length > 0)
    expect(rig.alarms[0]).toMatch(/at 70, but the log ends at 5: the topic was made anew/)
    await rig.stop()
    expect(await cluster.committed(group, topic)).toEqual([70])
  })

  test.each(['stop', 'earliest'])('records are gone while it is held back: alarm, %s', async (onGap) => {
    const topic = await cluster.topic()
    const group = randomUUID()
    // Several writes, since a fetch brings at least what was written together.
    for (let at = 0; at < 4_000; at += 200) await cluster.write(topic, numbered(at, at + 200))
    const rig = new SourceRig({
      connection: {
        brokers: [cluster.url],
        client,
        group,
        settle_timeout_ms: 500,
        fetch_partition_bytes_max: 1_024,
      },
      topics: [topic],
      options: { on_gap: onGap },
      settles: false,
      limits: { inFlightRecordsMax: 10 },
    })
    await until('the limit', () => rig.records.length === 10)
    // The partition is paused by now, and what was fetched of it is behind us.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await cluster.write(topic, numbered(4_000, 4_100))
    await forget(topic, 4_000)
    rig.settles = true
    rig.settle()
    await until('the alarm', () => rig.alarms.length > 0, 60_000)
    expect(rig.alarms[0]).toMatch(/the log begins at 4000/)
    if (onGap === 'earliest') await until('the rest', () => rig.texts.includes('4099'), 10_000)
    await rig.stop()
    const [committed] = await cluster.committed(group, topic)
    if (onGap === 'earliest') expect(committed).toBe(4_100)
    else expect(committed).toBe(rig.records.length)
  })
})
