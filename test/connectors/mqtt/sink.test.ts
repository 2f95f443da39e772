import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IPublishPacket, MqttClient } from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { mqttConnection } from '../../../src/connectors/mqtt/options.ts'
import { MqttSink } from '../../../src/connectors/mqtt/sink.ts'
import type { SinkContext } from '../../../src/stream/sink.ts'
import type { Value } from '../../../src/types/value.ts'
import { batchOf, targetOf } from '../../contract/batch-of.ts'
import { startServer, type TestServer } from '../../servers/server.ts'
import { connectClient, silentLog, until } from './source-rig.ts'

const context: SinkContext = { clock: systemClock, log: silentLog, signal: new AbortController().signal }
const never = new AbortController().signal
const seen: { topic: string; text: string; packet: IPublishPacket }[] = []
let server: TestServer
let subscriber: MqttClient

beforeAll(async () => {
  server = await startServer('mosquitto', {
    folder: await mkdtemp(join(tmpdir(), 'sluice-mqtt-')),
    // A small window, which a pipelined batch must not overrun.
    settings: ['max_inflight_messages 5'],
  })
  subscriber = await connectClient(server.url)
  subscriber.on('message', (topic, payload, packet) => {
    seen.push({ topic, text: payload.toString('utf8'), packet })
  })
  await subscriber.subscribeAsync('#', { qos: 2, rap: true })
}, 60_000)

afterAll(async () => {
  await subscriber.endAsync()
  await server.stop()
})

const column = { name: 'value', type: { kind: 'STRING', nullable: false } } as const
const options = ['topic', 'qos', 'retain', 'user_properties']
const target = targetOf({ connector: 'mqtt', columns: [column], perRow: options, valueType: column.type })
const batch = (rows: readonly Readonly<Record<string, Value>>[]) =>
  batchOf(
    target,
    rows.map((one, i) => ({ columns: { value: String(i) }, options: one })),
  )

const open = async (settings: Readonly<Record<string, unknown>> = {}): Promise<MqttSink> => {
  const sink = new MqttSink('broker', mqttConnection.parse({ url: server.url, ...settings }))
  expect(await sink.open(context)).toEqual({ kind: 'open' })
  return sink
}

test.each([
  ['5', 0],
  ['5', 1],
  ['5', 2],
  ['3.1.1', 0],
  ['3.1.1', 1],
  ['3.1.1', 2],
] as const)('MQTT %s, QoS %i: a batch arrives in order', async (version, qos) => {
  seen.length = 0
  const sink = await open({ version })
  const rows = Array.from({ length: 1_000 }, (_, i) => ({ topic: `out/${String(i % 3)}`, qos }))
  expect(await sink.write(batch(rows), never)).toEqual({ kind: 'written' })
  await until(() => seen.length >= 1_000)
  expect(seen.map(({ text, topic }) => [topic, text])).toEqual(rows.map((one, i) => [one.topic, String(i)]))
  expect(new Set(seen.map(({ packet }) => packet.qos))).toEqual(new Set([qos]))
  await sink.close()
})

test('retain and user properties, the output id among them', async () => {
  seen.length = 0
  const sink = await open()
  const properties = { site: '7', count: 9_007_199_254_740_993n, none: null }
  const rows = [{ topic: 'kept', retain: true, user_properties: properties }]
  expect(await sink.write(batch(rows), never)).toEqual({ kind: 'written' })
  await until(() => seen.length >= 1)
  expect(seen[0]?.packet.retain).toBe(true)
  expect({ ...seen[0]?.packet.properties?.userProperties }).toEqual({
    site: '7',
    count: '9007199254740993',
    'sluice-id': expect.stringMatching(/^[0-9a-f]{24}-0-0$/) as unknown,
  })
  await sink.close()
})

test('a topic that cannot be published to is rejected, and the rows around it are written', async () => {
  seen.length = 0
  const sink = await open()
  const topics = ['a', 'a/#', 'b', '+', '', 'nul\0', 'x'.repeat(70_000), null, 'c']
  const result = await sink.write(batch(topics.map((topic) => ({ topic }))), never)
  expect(result).toMatchObject({ kind: 'rejected' })
  const rows = result.kind === 'rejected' ? result.rows : []
  expect(rows.map(({ index, slug }) => [index, slug])).toEqual(
    [1, 3, 4, 5, 6, 7].map((i) => [i, 'bad-topic']),
  )
  await until(() => seen.length >= 3)
  expect(seen.map((one) => one.topic)).toEqual(['a', 'b', 'c'])
  await sink.close()
})

test('user properties need MQTT 5', async () => {
  const sink = await open({ version: '3.1.1' })
  const result = await sink.write(batch([{ topic: 'a', user_properties: { a: 'b' } }]), never)
  expect(result).toMatchObject({ kind: 'rejected', rows: [{ index: 0, slug: 'row-refused' }] })
  await sink.close()
})

test('a broker that stops in a write is a reconnect', async () => {
  const sink = await open()
  server.pause()
  const writing = sink.write(batch([{ topic: 'a' }, { topic: 'b' }]), never)
  await server.kill()
  expect(await writing).toMatchObject({ kind: 'reconnect' })
  expect(await sink.open(context)).toMatchObject({ kind: 'retry' })
  await server.start()
  expect(await sink.open(context)).toEqual({ kind: 'open' })
  expect(await sink.write(batch([{ topic: 'a' }]), never)).toEqual({ kind: 'written' })
  await sink.close()
})
