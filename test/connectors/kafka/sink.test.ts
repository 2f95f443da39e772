import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import { loadRdkafka } from '../../../src/connectors/kafka/rdkafka.ts'
import type { Sink } from '../../../src/stream/sink.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, chunkOf, deliveryOf, targetOf } from '../../contract/batch-of.ts'
import { RowSelection } from '../../../src/delivery/row-selection.ts'
import { Cluster } from './cluster.ts'
import { clients, silentLog, SourceRig, until } from './source-rig.ts'

const context = { clock: systemClock, log: silentLog, signal: new AbortController().signal }
const never = new AbortController().signal

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.shared()
})

const target = targetOf({
  connector: 'kafka',
  columns: [{ name: 'value', type: { kind: 'STRING', nullable: false } }],
  valueType: { kind: 'STRING', nullable: false },
  perRow: ['topic', 'key', 'headers', 'partition'],
})

const row = (value: string, options: Readonly<Record<string, Value>>) => ({ columns: { value }, options })

const read = async (topic: string, count: number): Promise<SourceRig['records']> => {
  const rig = new SourceRig({ connection: { brokers: [cluster.url], group: randomUUID() }, topics: [topic] })
  await until(`${count} records`, () => rig.records.length >= count)
  await rig.stop()
  return rig.records
}

describe.each(clients)('%s', { timeout: 60_000 }, (client) => {
  const sinkOf = (more: Readonly<Record<string, unknown>> = {}): Sink => {
    const connection = kafkaConnector.connection.parse({ brokers: [cluster.url], client, ...more })
    return kafkaConnector.sink!.create('server', connection as Record<string, unknown>, target)
  }
  const open = async (more: Readonly<Record<string, unknown>> = {}): Promise<Sink> => {
    const sink = sinkOf(more)
    expect(await sink.open(context)).toEqual({ kind: 'open' })
    return sink
  }

  // What Java's default partitioner does: toPositive(murmur2(key)) % partitions, with the hashes of Kafka's own tests.
  const murmur2: readonly (readonly [key: string, hash: number])[] = [
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ]

  test('keys land in the partitions where Java puts them', async () => {
    const topic = await cluster.topic(7)
    const sink = await open()
    const rows = murmur2.map(([key]) => row(key, { topic, key }))
    expect(await sink.write(batchOf(target, rows), never)).toEqual({ kind: 'written' })
    await sink.close()
    const records = await read(topic, rows.length)
    expect(new Map(records.map(({ key, partition }) => [key, partition]))).toEqual(
      new Map(murmur2.map(([key, hash]) => [key, (hash & 0x7fffffff) % 7])),
    )
  })

  test('a missing topic is named, and found once it is there', async () => {
    const topic = `missing-${randomUUID()}`
    const sink = await open()
    const batch = batchOf(target, [row('a', { topic })])
    expect(await sink.write(batch, never)).toMatchObject({
      kind: 'fatal',
      slug: 'sink-misconfigured',
      message: expect.stringContaining(`'${topic}' does not exist`) as string,
    })
    await cluster.admin((admin) => admin.createTopics({ topics: [{ topic }], waitForLeaders: true }))
    expect(await sink.write(batch, never)).toEqual({ kind: 'written' })
    await sink.close()
    expect((await read(topic, 1)).map(({ text }) => text)).toEqual(['a'])
  })

  test('a missing topic is made where the operator allows it', async () => {
    const topic = `made-${randomUUID()}`
    const sink = await open({ topics: { create: true, partitions: 3 } })
    const rows = Array.from({ length: 100 }, (_, i) => row(String(i), { topic, key: i }))
    let result = await sink.write(batchOf(target, rows), never)
    for (let i = 0; i < 10 && result.kind === 'retry'; i++)
      result = await sink.write(batchOf(target, rows), never)
    expect(result).toEqual({ kind: 'written' })
    await sink.close()
    expect(new Set((await read(topic, 100)).map(({ partition }) => partition))).toEqual(new Set([0, 1, 2]))
  })

  test('rows that cannot be sent are rejected before, and the others arrive', async () => {
    const topic = await cluster.topic(2)
    const sink = await open({ message_bytes_max: 2_000 })
    const rows = [
      row('a', { topic, key: '1', partition: 0 }),
      row('b', { topic: 'no/topic' }),
      row('c'.repeat(2_000), { topic }),
      row('d', { topic, headers: { long: 'x'.repeat(2_000) } }),
      row('e', { topic, partition: 2 }),
      row('f', { topic, partition: -1 }),
      row('g', { topic, key: '1', partition: 0 }),
    ]
    const result = await sink.write(batchOf(target, rows), never)
    if (result.kind !== 'rejected') throw new Error(result.kind)
    const byIndex = [...result.rows].sort((x, y) => x.index - y.index)
    expect(byIndex.map(({ index, slug }) => [index, slug])).toEqual([
      [1, 'bad-topic'],
      [2, 'row-too-large'],
      [3, 'row-too-large'],
      [4, 'row-refused'],
      [5, 'row-refused'],
    ])
    await sink.close()
    expect((await read(topic, 2)).map(({ text }) => text)).toEqual(['a', 'g'])
  })

  test('what the broker finds too large is refused as a whole, so that the lane can bisect', async () => {
    const topic = await cluster.topic(1, { configEntries: [{ name: 'max.message.bytes', value: '1000' }] })
    const sink = await open()
    const large = row('x'.repeat(3_000), { topic })
    expect(await sink.write(batchOf(target, [large]), never)).toMatchObject({
      kind: 'refused',
      slug: 'row-too-large',
    })
    expect(await sink.write(batchOf(target, [row('small', { topic })]), never)).toEqual({ kind: 'written' })
    await sink.close()
    expect((await read(topic, 1)).map(({ text }) => text)).toEqual(['small'])
  })

  test('a time that the broker does not take is refused', async () => {
    const topic = await cluster.topic(1, {
      configEntries: [{ name: 'message.timestamp.after.max.ms', value: '3600000' }],
    })
    const sink = await open()
    const chunk = chunkOf(target, [row('a', { topic })])
    chunk.timeMs[0] = Date.now() + 48 * 3_600_000
    const batch = new RowSelection([deliveryOf(chunk)], new Int32Array(1), new Int32Array(1))
    expect(await sink.write(batch, never)).toMatchObject({ kind: 'refused', slug: 'row-refused' })
    await sink.close()
  })

  test('rows keep their order, per key and without one partition', async () => {
    const topic = await cluster.topic(1)
    const sink = await open()
    const values = Array.from({ length: 30_000 }, (_, i) => String(i))
    for (let at = 0; at < values.length; at += 10_000) {
      const rows = values.slice(at, at + 10_000).map((value) => row(value, { topic }))
      expect(await sink.write(batchOf(target, rows), never)).toEqual({ kind: 'written' })
    }
    await sink.close()
    expect((await read(topic, values.length)).map(({ text }) => text)).toEqual(values)
  })

  test('a server that is down is waited for', async () => {
    const sink = sinkOf({ brokers: ['127.0.0.1:1'] })
    expect(await sink.open(context)).toMatchObject({ kind: 'retry' })
    await sink.close()
  })
})

test('kafkajs says that it does not write some compressions', async () => {
  const options = kafkaConnector.connection.parse({
    brokers: [cluster.url],
    client: 'kafkajs',
    compression: 'lz4',
  }) as Record<string, unknown>
  const sink = kafkaConnector.sink!.create('server', options, target)
  expect(await sink.open(context)).toMatchObject({ kind: 'fatal', slug: 'sink-misconfigured' })
})

test('the client that writes is said once: node-rdkafka where it is installed', async () => {
  const said: string[] = []
  const log = { ...silentLog, info: (message: string) => void said.push(message) }
  const options = kafkaConnector.connection.parse({ brokers: [cluster.url] }) as Record<string, unknown>
  const sink = kafkaConnector.sink!.create('bank', options, target)
  await sink.open({ ...context, log })
  await sink.open({ ...context, log })
  await sink.close()
  const client = (await loadRdkafka()) === undefined ? 'kafkajs' : 'node-rdkafka'
  expect(said).toEqual([`bank: writes to Kafka with ${client}`])
})
