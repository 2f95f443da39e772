import { appendFile, readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import kafkajs from 'kafkajs'
import mqtt from 'mqtt'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { WorkerProcess } from './worker-process.ts'

const RULES = `STREAM readings (id INTEGER NOT NULL, v INTEGER)
FROM bus (topic = 'TOPIC/+', qos = 1);

RULE r AS
SELECT id, 100 DIV v AS share FROM readings
INTO ops (path = '/rows');
`

/** Takes rows, or refuses them for good. */
class Receiver {
  refuses = true
  readonly bodies: string[] = []
  readonly keys: string[] = []
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      this.keys.push(String(request.headers['idempotency-key']))
      if (!this.refuses) this.bodies.push(Buffer.concat(chunks).toString())
      response.writeHead(this.refuses ? 422 : 200).end()
    })
  })

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const receiver = new Receiver()
let worker: WorkerProcess
let bus: mqtt.MqttClient
const topic = `dlq-${String(process.pid)}`

beforeAll(async () => {
  const { url } = await need('mosquitto')
  worker = await WorkerProcess.make()
  bus = await mqtt.connectAsync(url)
  await worker.write('r.rules', RULES.replace('TOPIC', topic))
  await worker.write('sluice.yaml', {
    language: 1,
    connections: {
      bus: { type: 'mqtt', url, client_id: topic },
      ops: { type: 'http', url: await receiver.open() },
    },
  })
})
afterAll(async () => {
  receiver.close()
  await bus.endAsync()
  await worker.remove()
})

const send = (payload: string): Promise<unknown> => bus.publishAsync(`${topic}/a`, payload, { qos: 1 })

const json = async (...args: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
  const { code, err, out } = await worker.command('dlq', ...args, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as readonly Record<string, unknown>[]
}

test(
  'letters are listed, grouped, shown, and sent their way again, each once',
  { timeout: 120_000 },
  async () => {
    await worker.run()
    await worker.until('all is open', ({ connections }) => connections.every(({ state }) => state === 'open'))
    for (const id of [1, 2, 3]) await send(`{"id":${String(id)},"v":${String(id)}}`)
    await send('no json')
    await send('{"id":9,"v":0}')
    const file = join(worker.folder, 'dead-letters.ndjson')
    const lines = async (): Promise<number> =>
      (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '').length
    await waitUntil('five dead letters', async () => (await lines()) === 5, 30_000)
    // What a crash has left is no letter.
    await appendFile(file, '{"id":"torn\n')

    const all = await json('ls')
    expect(all).toHaveLength(5)
    expect(new Set(all.map(({ slug }) => slug))).toEqual(
      new Set(['row-refused', 'bad-json', 'division-by-zero']),
    )
    expect(await json('ls', '--group-by', 'fingerprint')).toMatchObject([
      { count: 3, slug: 'row-refused', owner: 'rule r' },
      { count: 1 },
      { count: 1 },
    ])
    expect(await json('ls', '--stream', 'readings')).toMatchObject([{ slug: 'bad-json' }])
    expect(await json('ls', '--slug', 'row-refused', '--since', '1h')).toHaveLength(3)
    expect(await json('ls', '--since', '2999-01-01')).toEqual([])
    const listed = await worker.command('dlq', 'ls', '--slug', 'division-by-zero')
    expect(listed.out).toMatch(
      /^id +time +owner +slug +message\n[0-9a-f]{12} +\S+Z +rule r +division-by-zero /,
    )

    const refused = all.filter(({ slug }) => slug === 'row-refused')
    const shown = await worker.command('dlq', 'show', String(refused[0]?.['id']).slice(0, 12))
    const letter = JSON.parse(shown.out) as Record<string, unknown>
    expect(letter).toMatchObject({
      rule: 'r',
      sink: { connection: 'ops' },
      row: { payload: '{"id":1,"share":100}' },
    })
    expect((await worker.command('dlq', 'show', 'ffff')).code).toBe(2)

    expect(await json('redrive', '--rule', 'r', '--slug', 'row-refused', '--dry-run')).toEqual({ letters: 3 })
    receiver.refuses = false
    const before = receiver.keys.length
    expect(await json('redrive', '--slug', 'row-refused', '--rate', '50')).toEqual({ redriven: 3, left: [] })
    await waitUntil('rows that were refused', () => receiver.bodies.length === 3, 10_000)
    expect([...receiver.bodies].sort()).toEqual([
      '{"id":1,"share":100}',
      '{"id":2,"share":50}',
      '{"id":3,"share":33}',
    ])
    // The key is that of the first attempt.
    expect(receiver.keys.slice(before).every((key) => receiver.keys.slice(0, before).includes(key))).toBe(
      true,
    )
    expect(receiver.keys.slice(before)).toContain(letter['output_id'])
    expect(await json('redrive', '--slug', 'row-refused')).toEqual({ redriven: 0, left: [] })
    expect(await json('ls')).toHaveLength(2)
    expect(await json('ls', '--all')).toHaveLength(5)

    // What fails again is a letter of its own.
    expect(await json('redrive')).toEqual({ redriven: 2, left: [] })
    await waitUntil('seven dead letters', async () => (await json('ls', '--all')).length === 7, 10_000)
    expect(await json('ls')).toHaveLength(2)
    expect(await worker.stop()).toBe(0)
    const nobody = await worker.command('dlq', 'redrive')
    expect(nobody.code).toBe(3)
    expect(nobody.err).toMatch(/no worker runs with the state folder/)
    expect(await json('ls')).toHaveLength(2)
  },
)

test("letters in a rule's own topic are seen too", { timeout: 60_000 }, async () => {
  const { url } = await need('kafka')
  const own = `dead-${topic}`
  const kafka = new kafkajs.Kafka({ brokers: [url], logLevel: kafkajs.logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic: own, numPartitions: 1 }] })
  await admin.disconnect()
  const letter = {
    id: 'abc123',
    fingerprint: 'f',
    time: '2026-01-01T00:00:00Z',
    rule: 'large',
    slug: 'bad-json',
  }
  const producer = kafka.producer()
  await producer.connect()
  await producer.send({
    topic: own,
    messages: [{ key: letter.id, value: JSON.stringify({ ...letter, message: 'no JSON' }) }],
  })
  await producer.disconnect()
  const project = await WorkerProcess.make()
  try {
    await project.write('sluice.yaml', {
      language: 1,
      connections: { bank: { type: 'kafka', brokers: [url] } },
    })
    const { out } = await project.command('dlq', 'ls', '--from', `bank/${own}`, '--json')
    expect(JSON.parse(out)).toMatchObject([{ id: 'abc123', owner: 'rule large', slug: 'bad-json' }])
    const shown = await project.command('dlq', 'show', 'abc', '--from', `bank/${own}`, '--json')
    expect(JSON.parse(shown.out)).toMatchObject(letter)
    const wrong = await project.command('dlq', 'ls', '--from', own)
    expect(wrong.err).toMatch(/expected a connection of sluice.yaml, a slash, and a topic or table/)
  } finally {
    await project.remove()
  }
})
