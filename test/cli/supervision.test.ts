import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'
import { WorkerProcess } from './worker-process.ts'

let worker: WorkerProcess
let id: string
let client: MqttClient

beforeEach(async () => {
  worker = await WorkerProcess.make()
  id = `supervision-${randomUUID()}`
  const { url } = await need('mosquitto')
  client = await connectAsync(url)
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: id, session_expiry_s: 600 },
    out: { type: 'file', directory: '.' },
  }
  await worker.write('sluice.yaml', { language: 1, connections })
})
afterEach(async () => {
  await client.endAsync()
  await worker.remove()
})

const lines = async (name: string): Promise<readonly Record<string, unknown>[]> => {
  const text = await readFile(join(worker.folder, name), 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

const publish = (payload: unknown): Promise<unknown> =>
  client.publishAsync(id, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 })

test('a rule that fails on every record, one beyond its step budget and poison records hold up no other rule', async () => {
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL, list ARRAY<INTEGER>) FROM mqtt (topic = '${id}', qos = 1);
RULE fails AS SELECT 1 / (n - n) AS x FROM load INTO out (path = 'fails.ndjson');
RULE endless AS SELECT length(array_join(transform(list, a -> transform(list, b -> transform(list, c -> a + b + c))), ',')) AS s FROM load INTO out (path = 'endless.ndjson');
RULE good AS SELECT n FROM load INTO out (path = 'good.ndjson');`,
  )
  await worker.run()
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  const list = Array.from({ length: 300 }, (_, k) => k)
  for (let n = 0; n < 50; n++) await publish({ n, list })
  for (let k = 0; k < 10; k++) await publish('{"n": nonsense')
  await publish({ n: 50, list })
  const { broken, rules, streams } = await worker.until(
    'all has its outcome',
    (now) =>
      now.rules.find(({ rule }) => rule === 'good')?.delivered === 51 && now.deadLetters.written === 112,
  )
  expect(streams).toMatchObject([{ received: 61, decoded: 51, invalid: 10 }])
  expect(rules.map(({ failed, passed, rule }) => [rule, passed, failed])).toEqual([
    ['fails', 0, 51],
    ['endless', 0, 51],
    ['good', 51, 0],
  ])
  expect(broken).toBeUndefined()
  const slugs = new Set((await lines('dead-letters.ndjson')).map(({ slug }) => slug))
  expect(slugs).toEqual(new Set(['division-by-zero', 'step-limit', 'bad-json']))
  expect(await worker.stop()).toBe(0)
})

test.each(['local', 'upstream'])(
  'a record that ends the process again and again is found and dead-lettered; all others go their way (%s)',
  async (durability) => {
    await worker.write(
      'all.rules',
      `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}', qos = 1) DURABILITY ${durability};
RULE copy AS SELECT n FROM load INTO out (path = 'rows.ndjson');`,
    )
    await worker.run()
    await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
    expect(await worker.stop()).toBe(0)
    for (let n = 0; n < 40; n++) await publish(n === 17 ? { n, text: 'poison' } : { n })
    const environment = { SLUICE_FAILPOINT: 'while-evaluating=poison' }
    for (let crash = 1; crash <= 3; crash++) {
      worker.start([], environment)
      expect(await worker.ended()).toBe('SIGKILL')
    }
    await worker.run([], environment)
    await waitUntil(
      'the last row is there',
      async () => (await lines('rows.ndjson')).some(({ n }) => n === 39),
      30_000,
    )
    const { broken, deadLetters } = await worker.until(
      'the letter is written',
      (now) => now.deadLetters.written === 1,
    )
    expect(deadLetters.written).toBe(1)
    expect(broken).toBeUndefined()
    expect(worker.err).toMatch(/The last 3 runs ended while records were evaluated/)
    const [letter] = await lines('dead-letters.ndjson')
    expect(letter).toMatchObject({ slug: 'internal-error' })
    expect(JSON.stringify(letter)).toContain('poison')
    const got = new Set((await lines('rows.ndjson')).map(({ n }) => n))
    for (let n = 0; n < 40; n++) expect(got.has(n)).toBe(n !== 17)
    expect(await worker.stop()).toBe(0)
    // Other rules get their chance.
    await worker.write(
      'all.rules',
      `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}', qos = 1) DURABILITY ${durability};
RULE copy AS SELECT n, 2 AS v FROM load INTO out (path = 'rows.ndjson');`,
    )
    await worker.run()
    await publish({ n: 17, text: 'poison' })
    await waitUntil(
      'it is evaluated',
      async () => (await lines('rows.ndjson')).some(({ n }) => n === 17),
      30_000,
    )
  },
)

test('a clock that jumps an hour back is an alarm, and sends nothing to the dead letters as ahead of time', async () => {
  await worker.write(
    'shift.cjs',
    `let by = 0
const now = Date.now.bind(Date)
Date.now = () => now() + by
process.on('SIGUSR2', () => (by = by === 0 ? -3_600_000 : 0))`,
  )
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL, at TIMESTAMP NOT NULL) FROM mqtt (topic = '${id}', qos = 1) EVENT TIME at AHEAD 5 MINUTES;
RULE copy AS SELECT n FROM load INTO out (path = 'rows.ndjson');`,
  )
  await worker.run([], { NODE_OPTIONS: `--require ${join(worker.folder, 'shift.cjs')}` })
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  const at = (aheadMs: number): string => new Date(Date.now() + aheadMs).toISOString()
  await publish({ n: 1, at: at(0) })
  await publish({ n: 2, at: at(3_600_000) })
  await worker.until('one is ahead', ({ streams }) => streams[0]?.ahead === 1 && streams[0].decoded === 1)
  worker.signal('SIGUSR2')
  // The clock is looked at when records come, and when somebody asks.
  await worker.until('the jump is told', ({ alarms }) => alarms.length === 1)
  expect(worker.err).toMatch(/clock jumped back by 3600 s/)
  await publish({ n: 3, at: at(0) })
  await worker.until('it is taken', ({ streams }) => streams[0]?.decoded === 2)
  worker.signal('SIGUSR2')
  await worker.status()
  await worker.said(/the clock agrees/)
  await publish({ n: 4, at: at(3_600_000) })
  const { alarms, streams } = await worker.until('one more is ahead', (now) => now.streams[0]?.ahead === 2)
  expect(streams[0]).toMatchObject({ decoded: 2, ahead: 2 })
  expect(alarms.map(({ name }) => name)).toContain('clock-jumped')
})
