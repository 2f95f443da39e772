import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { shareOut } from '../../../src/connectors/kafka/owned-partitions.ts'
import { Cluster, numbered } from './cluster.ts'
import { clients, SourceRig, until } from './source-rig.ts'

const journalOf = (name: string): string => name.repeat(32)
const claim = (number: number, of: number, journal: string, holds = false) =>
  ({ number, of, journal: journalOf(journal), holds }) as const

describe('shares of a group', () => {
  const topics = new Map([['t', 5]])

  test('a partition goes to its own worker, and to nobody while that is away', () => {
    const shares = shareOut(
      [
        ['m1', claim(0, 3, 'a')],
        ['m2', claim(2, 3, 'b')],
      ],
      topics,
    )
    expect(Object.fromEntries(shares)).toEqual({ m1: { t: [0, 3] }, m2: { t: [2] } })
  })

  test('of two that claim one number whoever reads already wins, else always the same', () => {
    const first = claim(0, 1, 'b', true)
    const second = claim(0, 1, 'a')
    expect(
      shareOut(
        [
          ['m1', second],
          ['m2', first],
        ],
        topics,
      ).get('m2'),
    ).toEqual({ t: [0, 1, 2, 3, 4] })
    const neither = [
      ['m1', claim(0, 1, 'b')],
      ['m2', claim(0, 1, 'a')],
    ] as const
    expect(shareOut(neither, topics).get('m2')).toEqual({ t: [0, 1, 2, 3, 4] })
    expect(shareOut([...neither].reverse(), topics).get('m1')).toEqual({})
  })
})

describe.each(clients)('%s', { timeout: 90_000 }, (client) => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await Cluster.shared()
  })

  const start = (
    topic: string,
    group: string,
    worker: string,
    journal = worker,
    settles = true,
  ): SourceRig => {
    const [number, of] = worker.split('/').map(Number) as [number, number]
    return new SourceRig({
      connection: {
        brokers: [cluster.url],
        client,
        group,
        session_timeout_ms: 6_000,
        settle_timeout_ms: 500,
      },
      topics: [topic],
      settles,
      limits: { owner: { number, of, journal: journalOf(journal[0]!), keepsRows: () => true } },
    })
  }
  const named = (topic: string, ...partitions: number[]): string[] => partitions.map((p) => `${topic}/${p}`)
  const write = (topic: string, from: number, to: number): Promise<void> =>
    cluster.write(
      topic,
      numbered(from, to).map((message, k) => ({ ...message, partition: k % 4 })),
    )

  test('workers that come and go never read each other’s partitions', async () => {
    const topic = await cluster.topic(4)
    const group = randomUUID()
    const first = start(topic, group, '0/2')
    await until('the first has its own', () => first.owned.length === 2)
    expect(first.owned.sort()).toEqual(named(topic, 0, 2))
    await write(topic, 0, 100)
    await until('its half', () => first.records.length === 50)
    const second = start(topic, group, '1/2')
    await until('the other half', () => second.records.length === 50)
    expect(second.owned.sort()).toEqual(named(topic, 1, 3))
    await second.stop()
    await write(topic, 100, 200)
    await until('the half of those', () => first.records.length === 100)
    expect(first.owned.sort()).toEqual(named(topic, 0, 2))
    const again = start(topic, group, '1/2')
    await until('what has waited for it', () => again.records.length === 50)
    await Promise.all([first.stop(), again.stop()])
    expect(first.records.every(({ partition }) => Number(partition) % 2 === 0)).toBe(true)
    expect([...first.texts, ...second.texts, ...again.texts].sort()).toEqual(
      numbered(0, 200)
        .map(({ value }) => value)
        .sort(),
    )
    expect(await cluster.committed(group, topic)).toEqual([50, 50, 50, 50])
  })

  test('what a rebalance interrupts stays in flight and is not read again', async () => {
    const topic = await cluster.topic(4)
    const group = randomUUID()
    const first = start(topic, group, '0/2', 'a', false)
    await write(topic, 0, 40)
    await until('its half', () => first.records.length === 20)
    const second = start(topic, group, '1/2', 'b')
    await until('the other half', () => second.records.length === 20)
    await write(topic, 40, 80)
    await until('both halves', () => first.records.length >= 40 && second.records.length >= 40)
    first.settle()
    await Promise.all([first.stop(), second.stop()])
    expect(new Set(first.texts).size).toBe(first.texts.length)
    expect(await cluster.committed(group, topic)).toEqual([20, 20, 20, 20])
  })
})

describe('a partition of another journal', { timeout: 90_000 }, () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await Cluster.shared()
  })

  test('is not read until the group’s offset is set anew', async () => {
    const topic = await cluster.topic()
    const group = randomUUID()
    const start = (journal: string, keepsRows = true): SourceRig =>
      new SourceRig({
        connection: { brokers: [cluster.url], group, session_timeout_ms: 6_000 },
        topics: [topic],
        limits: { owner: { number: 0, of: 1, journal: journalOf(journal), keepsRows: () => keepsRows } },
      })
    await cluster.write(topic, numbered(0, 10))
    const first = start('a')
    await until('all', () => first.records.length === 10)
    await first.stop()
    await cluster.write(topic, numbered(10, 20))
    const other = start('b')
    await until('the alarm', () => other.alarms.length > 0)
    expect(other.alarms[0]).toMatch(
      /^partition-of-another-journal: .* belongs to the worker with journal a{32}/,
    )
    await other.stop()
    expect(other.records).toEqual([])
    expect(await cluster.committed(group, topic)).toEqual([10])
    await cluster.setCommitted(group, topic, 10)
    const heir = start('b', false)
    await until('the rest', () => heir.records.length === 10)
    await heir.stop()
    expect(heir.alarms).toEqual([])
    // It left nothing behind, so whoever comes next may read on.
    await cluster.write(topic, numbered(20, 30))
    const next = start('c')
    await until('what came then', () => next.records.length === 10)
    await next.stop()
  })
})
