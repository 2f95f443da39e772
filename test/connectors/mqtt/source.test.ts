import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MqttClient } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { FatalSourceError } from '../../../src/stream/source.ts'
import type { TestServer } from '../../servers/server.ts'
import { startServer } from '../../servers/server.ts'
import { freePort } from '../../servers/shell.ts'
import { TcpProxy } from '../../servers/tcp-proxy.ts'
import { startProxy } from './proxy.ts'
import { connectClient, numbers, pause, SourceRig, until } from './source-rig.ts'

let server: TestServer
let publisher: MqttClient
let rigs: SourceRig[] = []

beforeAll(async () => {
  server = await startServer('mosquitto', { folder: await mkdtemp(join(tmpdir(), 'sluice-mqtt-')) })
  publisher = await connectClient(server.url)
}, 60_000)

afterEach(async () => {
  await Promise.all(rigs.map((rig) => rig.stop()))
  rigs = []
})

afterAll(async () => {
  await publisher.endAsync()
  await server.stop()
})

let ids = 0
/** A source of its own client id unless one is named. */
const start = (...[options, ...rest]: Parameters<typeof SourceRig.start>): SourceRig => {
  const rig = SourceRig.start({ url: server.url, client_id: `worker-${String(ids++)}`, ...options }, ...rest)
  rigs.push(rig)
  return rig
}

const ready = (rig: SourceRig): Promise<void> => until(() => rig.isSubscribed)

const publish = async (
  topic: string,
  texts: readonly string[],
  qos: 0 | 1 | 2 = 1,
  client = publisher,
): Promise<void> => {
  // A client with too many messages under way stalls by itself.
  for (let at = 0; at < texts.length; at += 500)
    await Promise.all(texts.slice(at, at + 500).map((text) => client.publishAsync(topic, text, { qos })))
}

test.each([
  ['5', 0],
  ['5', 1],
  ['5', 2],
  ['3.1.1', 0],
  ['3.1.1', 1],
  ['3.1.1', 2],
] as const)('MQTT %s, QoS %i: every message once, in order', async (version, qos) => {
  const topics = [`every/${version}/${String(qos)}/#`]
  const rig = start({ version }, [{ topics, options: { qos } }])
  await ready(rig)
  const texts = numbers(0, 300)
  for (const text of texts) publisher.publish(`every/${version}/${String(qos)}/${text}`, text, { qos })
  // The broker's window on 3.1.1 is its own, so it must be moved.
  await until(() => {
    rig.commitAll()
    return rig.records.length >= 300
  })
  expect(rig.records.map((one) => one.text)).toEqual(texts)
  expect(rig.records.map((one) => one.topic)).toEqual(
    texts.map((one) => `every/${version}/${String(qos)}/${one}`),
  )
  expect(new Set(rig.records.map((one) => one.qos))).toEqual(new Set([qos]))
})

test('keepalive goes on while acknowledgements wait', async () => {
  const rig = start({ keepalive_s: 2 }, [{ topics: ['held'] }])
  await ready(rig)
  await publish('held', numbers(0, 50))
  await pause(8_000)
  await publish('held', numbers(50, 60))
  expect(await rig.seen(60)).toEqual(numbers(0, 60))
  expect(rig.states).toEqual([undefined])
  expect(rig.readEpoch).toBe(1)
})

test('and while the socket is paused by the limit on bytes', async () => {
  const rig = start({ keepalive_s: 2 }, [{ topics: ['full'] }], { inFlightBytesMax: 200_000 })
  await ready(rig)
  const texts = numbers(0, 30).map((one) => one.padEnd(100_000, '.'))
  await publish('full', texts)
  await pause(8_000)
  expect(rig.records.length).toBeLessThan(15)
  await until(() => {
    rig.commitAll()
    return rig.records.length >= 30
  })
  expect(rig.records.map((one) => Number.parseInt(one.text, 10))).toEqual(numbers(0, 30).map(Number))
  expect(rig.states).toEqual([undefined])
})

test.each([1, 2] as const)('a new connection brings back what was not acknowledged (QoS %i)', async (qos) => {
  const topic = `again/${String(qos)}`
  const rig = start({}, [{ topics: [topic], options: { qos } }])
  await ready(rig)
  await publish(topic, numbers(0, 10), qos)
  await rig.seen(10)
  rig.source.commit(0, 1, 4)
  // When this has come, the broker has read the acknowledgements before it.
  await publish(topic, ['10'], qos)
  await rig.seen(11)
  rig.cut()
  expect(await rig.seen(18)).toEqual([...numbers(0, 11), ...numbers(4, 11)])
  expect(rig.records.at(-1)?.epoch).toBe(2)
  // A commit of the dead connection must not acknowledge what has the same number in this one.
  rig.source.commit(0, 1, 10)
  rig.source.commit(0, 2, 2)
  await publish(topic, ['11'], qos)
  await rig.seen(19)
  rig.cut()
  expect((await rig.seen(25)).slice(19)).toEqual(numbers(6, 12))
  expect(rig.alarms).toEqual([])
  rig.commitAll()
})

test.each([
  ['5', 1],
  ['5', 2],
  ['3.1.1', 1],
] as const)(
  'clean stops repeat nothing and lose nothing (MQTT %s, QoS %i)',
  { timeout: 90_000 },
  async (version, qos) => {
    // Names and a publisher of its own, so that one try does not stand in another's way.
    const own = String(ids++)
    const topic = `stops/${version}/${String(qos)}/${own}`
    const client_id = `stops-${version}-${String(qos)}-${own}`
    const client = await connectClient(server.url)
    const seen: string[] = []
    const count = 20_000
    const first = start({ version, client_id }, [{ topics: [topic], options: { qos } }])
    await ready(first)
    let rig = first
    const published = publish(topic, numbers(0, count), qos, client)
    for (let k = 1; k <= 5; k++) {
      await until(() => {
        rig.commitAll()
        return seen.length + rig.records.length >= (count * k) / 6
      })
      await rig.source.stop()
      await rig.ended
      rig.commitAll()
      await rig.source.close()
      seen.push(...rig.records.map((one) => one.text))
      rig = start({ version, client_id }, [{ topics: [topic], options: { qos } }])
    }
    await published
    await until(() => {
      rig.commitAll()
      return seen.length + rig.records.length >= count
    })
    seen.push(...rig.records.map((one) => one.text))
    expect(seen).toEqual(numbers(0, count))
    await client.endAsync()
  },
)

test.each([
  ['covered', ['o/#', 'o/a/+', 'o/a/b'], 1],
  ['crossing', ['o/+/b', 'o/a/+'], 2],
])('one record for each message where filters are %s', async (kind, filters, subscribed) => {
  const topics = filters.map((one) => `${kind}/${one}`)
  await publisher.publishAsync(`${kind}/o/a/b`, 'kept', { retain: true, qos: 1 })
  const subscriptions = topics.map((one, k) => ({ topics: [one], options: { qos: k === 0 ? 1 : 2 } }))
  const rig = start({ client_id: kind }, subscriptions)
  await ready(rig)
  await publish(`${kind}/o/a/b`, numbers(0, 100), 2)
  await publish(`${kind}/o/a/c`, ['last'])
  const seen = await rig.seen(102)
  expect(seen).toEqual(['kept', ...numbers(0, 100), 'last'])
  expect(rig.records[1]?.qos).toBe(2)
  expect((rig.source as unknown as { filters: unknown[] }).filters).toHaveLength(subscribed)
  rig.commitAll()
  await rig.stop()
  const again = start({ client_id: kind }, subscriptions)
  await ready(again)
  await publish(`${kind}/o/a/c`, ['end'])
  expect(await again.seen(1)).toEqual(['end'])
})

test('copies that waited for another set of filters are not taken for copies', async () => {
  const client_id = 'changing'
  const rig = start({ client_id }, [{ topics: ['change/+/b'] }, { topics: ['change/a/+'] }])
  await ready(rig)
  await rig.stop()
  await publish('change/a/b', ['waited'])
  const next = start({ client_id }, [{ topics: ['change/+/+/#', 'change/+/b'] }, { topics: ['change/a/+'] }])
  await ready(next)
  expect(await next.seen(1)).toContain('waited')
})

test('retained messages come with a new subscription only', async () => {
  await publisher.publishAsync('retained/a', 'kept', { retain: true, qos: 1 })
  const client_id = 'retained'
  const rig = start({ client_id }, [{ topics: ['retained/#'] }])
  expect(await rig.seen(1)).toEqual(['kept'])
  expect(rig.records[0]?.retain).toBe(true)
  rig.commitAll()
  rig.cut()
  await until(() => rig.readEpoch === 2 && rig.isSubscribed)
  await rig.stop()
  const again = start({ client_id }, [{ topics: ['retained/#'] }])
  await ready(again)
  await publish('retained/b', ['new'])
  expect([...(await rig.seen(1)), ...(await again.seen(1))]).toEqual(['kept', 'new'])
})

test('a shared subscription gives each message to one of its members', async () => {
  const subscription = { topics: ['shared/+'], options: { share: 'group' } }
  const members = [start({}, [subscription]), start({}, [subscription])]
  await Promise.all(members.map(ready))
  await publish('shared/a', numbers(0, 100))
  await until(() => members.reduce((sum, one) => sum + one.records.length, 0) >= 100)
  const seen = members.flatMap((one) => one.records.map(({ text }) => text))
  expect(seen.sort((a, b) => Number(a) - Number(b))).toEqual(numbers(0, 100))
  expect(members.every((one) => one.records.length > 0)).toBe(true)
})

test('a payload over the limit is cut and marked; the others around it are whole', async () => {
  const rig = start({}, [{ topics: ['large'] }], { payloadBytesMax: 10_000 })
  await ready(rig)
  await publish('large', ['before', 'x'.repeat(5_000_000), 'y'.repeat(10_001), 'z'.repeat(10_000), 'after'])
  await rig.seen(5)
  expect(rig.records.map((one) => one.fullSize)).toEqual([undefined, 5_000_000, 10_001, undefined, undefined])
  expect(rig.records.at(-1)?.text).toBe('after')
  rig.commitAll()
})

test('user properties are headers', async () => {
  const rig = start({}, [{ topics: ['properties'] }])
  await ready(rig)
  await publisher.publishAsync('properties', 'x', { qos: 1, properties: { userProperties: { site: '7' } } })
  await rig.seen(1)
  expect(rig.records[0]?.headers).toEqual({ site: '7' })
})

test('a session that another client takes over ends the source', async () => {
  const proxy = await startProxy(server.port)
  const rig = start({ url: proxy.url, client_id: 'taken' }, [{ topics: ['taken'] }])
  await ready(rig)
  // Mosquitto 2.0.11 just closes the connection; others say so first.
  proxy.inject(generate({ cmd: 'disconnect', reasonCode: 0x8e }, { protocolVersion: 5 }))
  expect(await rig.ended).toBeInstanceOf(FatalSourceError)
  expect(rig.alarms).toEqual(['session-taken-over'])
  await proxy.stop()
})

test('two workers with one client id are an alarm', async () => {
  const one = start({ client_id: 'twice' }, [{ topics: ['twice'] }])
  await ready(one)
  const other = start({ client_id: 'twice' }, [{ topics: ['twice'] }])
  await until(() => one.alarms.length + other.alarms.length > 0)
  expect([...one.alarms, ...other.alarms]).toEqual(['short-connections'])
})

test('waits while the broker is down, and says when it has lost the session', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-mqtt-'))
  const port = await freePort()
  const rig = start({ url: `mqtt://127.0.0.1:${String(port)}` }, [{ topics: ['lost'] }])
  await until(() => rig.states.some((one) => one?.includes('ECONNREFUSED') === true))
  const broker = await startServer('mosquitto', { folder, port })
  await ready(rig)
  await broker.kill()
  await until(() => rig.states.at(-1) !== undefined)
  await broker.start()
  await until(() => rig.alarms.length > 0)
  expect(rig.alarms).toEqual(['session-lost'])
  await until(() => rig.isSubscribed)
  const client = await connectClient(broker.url)
  await client.publishAsync('lost', 'found', { qos: 1 })
  expect(await rig.seen(1)).toEqual(['found'])
  await client.endAsync()
  await broker.stop()
})

test('a broker that grants less than was asked for ends the source with an error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-mqtt-'))
  const broker = await startServer('mosquitto', { folder, settings: ['max_qos 1'] })
  const rig = start({ url: broker.url }, [{ topics: ['limited'], options: { qos: 2 } }])
  expect((await rig.ended)?.message).toBe('the broker grants QoS 1 for limited, not 2')
  await rig.stop()
  await broker.stop()
})

test('a broker that does not close the connection, or loses it, may not have read all acknowledgements', async () => {
  const proxy = await new TcpProxy(server.port).start()
  // Time passes a hundred times faster for what waits.
  const clock = {
    ...systemClock,
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(ms / 100, signal),
  }
  const url = `mqtt://127.0.0.1:${String(proxy.port)}`
  const left = async (client_id: string, trouble: () => void): Promise<void> => {
    const rig = SourceRig.start({ url, client_id }, [{ topics: [client_id] }], { clock })
    await ready(rig)
    await publish(client_id, numbers(0, 5))
    await rig.seen(5)
    await rig.source.stop()
    await rig.ended
    rig.commitAll()
    trouble()
    await rig.source.close()
  }
  try {
    await left('in-order', () => undefined)
    await expect(left('frozen', () => proxy.freeze())).rejects.toThrow('does not close the connection')
    proxy.thaw()
    await expect(left('cut', () => proxy.cut())).rejects.toThrow('may be sent again')
  } finally {
    await proxy.stop()
  }
})

test('a window of one message is enough', async () => {
  const rig = start({ receive_maximum: 1 }, [{ topics: ['narrow'] }])
  await ready(rig)
  const published = publish('narrow', numbers(0, 20))
  await until(() => {
    rig.commitAll()
    return rig.records.length >= 20
  })
  await published
  expect(rig.records.map((one) => one.text)).toEqual(numbers(0, 20))
})

test('more waits in the session than may be in flight', async () => {
  const client_id = 'behind'
  const rig = start({ client_id }, [{ topics: ['behind'] }])
  await ready(rig)
  await rig.stop()
  await publish('behind', numbers(0, 500))
  const again = start({ client_id }, [{ topics: ['behind'] }], { inFlightRecordsMax: 50 })
  await until(() => {
    expect(again.readInEpoch - again.committed).toBeLessThanOrEqual(50)
    again.commitAll()
    return again.records.length >= 500
  })
  expect(again.records.map((one) => one.text)).toEqual(numbers(0, 500))
})
