import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { kafkaConnector } from '../../../src/connectors/kafka/index.ts'
import type { Sink } from '../../../src/stream/sink.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, targetOf } from '../../contract/batch-of.ts'
import { Cluster } from './cluster.ts'
import { clients, silentLog, SourceRig, until } from './source-rig.ts'

const context = { clock: systemClock, log: silentLog, signal: new AbortController().signal }
const never = new AbortController().signal
const timeMs = 1_767_225_600_000

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

const openSink = async (client: string, more: Readonly<Record<string, unknown>> = {}): Promise<Sink> => {
  const connection = kafkaConnector.connection.parse({ brokers: [cluster.url], client, ...more })
  const sink = kafkaConnector.sink!.create('server', connection as Record<string, unknown>, target)
  expect(await sink.open(context)).toEqual({ kind: 'open' })
  return sink
}

describe.each(clients)('written by %s', (writer) => {
  test.each(clients)('and read by %s: keys, headers, times, any bytes', async (reader) => {
    const topic = await cluster.topic(3)
    const other = await cluster.topic()
    const sink = await openSink(writer, { id_headers: 'id and version' })
    const rows = [
      row('plain', { topic, key: 'Bücher', headers: { a: '1', ü: 'é', n: 12n, gone: null } }),
      row('', { topic, key: 42 }),
      row('no key 😀', { topic: other, key: null }),
      row('columns', { topic, key: ['a', 1, null] }),
      row('chosen', { topic, partition: 2, headers: { __proto__x: 'x' } }),
    ]
    expect(await sink.write(batchOf(target, rows), never)).toEqual({ kind: 'written' })
    await sink.close()
    const rig = new SourceRig({
      connection: { brokers: [cluster.url], client: reader, group: randomUUID() },
      topics: [topic, other],
    })
    await until('all records', () => rig.records.length === rows.length)
    await rig.stop()
    const byText = new Map(rig.records.map((record) => [record.text, record]))
    expect(byText.get('plain')).toMatchObject({
      topic,
      key: 'Bücher',
      headers: {
        a: '1',
        ü: 'é',
        n: '12',
        'sluice-id': expect.stringMatching(/^[0-9a-f]{24}-[0-9a-z]+-0$/) as unknown,
        'sluice-version': 'v1',
      },
      timeMs,
      tombstone: false,
    })
    expect(byText.get('')).toMatchObject({ key: '42', headers: {}, tombstone: false })
    expect(byText.get('no key 😀')).toMatchObject({ topic: other, key: undefined, partition: 0, offset: 0 })
    expect(byText.get('columns')?.key).toBe('["a",1,null]')
    expect(byText.get('chosen')).toMatchObject({ partition: 2, headers: { __proto__x: 'x' } })
  })

  test('compressed with gzip, or refused where the client cannot', async () => {
    const topic = await cluster.topic()
    const sink = await openSink(writer, { compression: 'gzip' })
    const rows = Array.from({ length: 500 }, (_, i) => row(`value ${i}`, { topic }))
    expect(await sink.write(batchOf(target, rows), never)).toEqual({ kind: 'written' })
    await sink.close()
    const rig = new SourceRig({
      connection: { brokers: [cluster.url], group: randomUUID() },
      topics: [topic],
    })
    await until('all records', () => rig.records.length === 500)
    expect(rig.texts).toEqual(rows.map(({ columns }) => columns.value))
    await rig.stop()
  })
})

test.each(clients)('tombstones and cut payloads are marked (%s)', async (client) => {
  const topic = await cluster.topic()
  await cluster.write(topic, [
    { key: 'k', value: null },
    { key: 'k', value: 'x'.repeat(200) },
    { key: 'k', value: 'end' },
  ])
  const rig = new SourceRig({
    connection: { brokers: [cluster.url], client, group: randomUUID() },
    topics: [topic],
    limits: { payloadBytesMax: 100 },
  })
  await until('all records', () => rig.records.length === 3)
  await rig.stop()
  expect(rig.records.map(({ fullSize, text, tombstone }) => ({ text, tombstone, fullSize }))).toEqual([
    { text: '', tombstone: true, fullSize: undefined },
    { text: 'x'.repeat(100), tombstone: false, fullSize: 200 },
    { text: 'end', tombstone: false, fullSize: undefined },
  ])
})
