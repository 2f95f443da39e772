import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'libsql'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProbeFinding } from '../../src/catalog/probe.ts'
import { Cluster, numbered } from '../connectors/kafka/cluster.ts'
import { need } from '../servers/need.ts'
import { startServer } from '../servers/server.ts'
import { freePort } from '../servers/shell.ts'
import { WorkerProcess } from './worker-process.ts'

let worker: WorkerProcess
let id: string

beforeEach(async () => {
  worker = await WorkerProcess.make()
  id = `doctor-${randomUUID()}`
})
afterEach(() => worker.remove())

type Line = ProbeFinding & { readonly check: string }

const project = async (
  url: string,
  mqtt: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>>,
  targets: readonly string[],
): Promise<void> => {
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}', qos = 1);
RULE copy AS SELECT n FROM load INTO out (path = 'rows.ndjson')${targets.map((one) => `, ${one}`).join('')};`,
  )
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: id, ...mqtt },
    out: { type: 'file', directory: '.' },
    ...more,
  }
  await worker.write('sluice.yaml', { language: 1, connections })
}

const makeTable = (name: string): void => {
  const database = new Database(join(worker.folder, 'rows.db'))
  database.exec(`CREATE TABLE ${name} (n INTEGER)`)
  database.close()
}

const examine = async (): Promise<{ readonly code: number | string; readonly lines: readonly Line[] }> => {
  const { code, err, out } = await worker.command('doctor', '.', '--json')
  if (!out.startsWith('{')) throw new Error(`${String(code)} ${err}`)
  return { code, lines: (JSON.parse(out) as { findings: Line[] }).findings }
}

const said = (lines: readonly Line[], level: Line['level']): string =>
  lines
    .filter((one) => one.level === level)
    .map(({ check, help, message }) => `${check}: ${message}; ${help ?? ''}`)
    .join('\n')

test('all is well: every check says so, and a running worker is named and left alone', async () => {
  const [{ url }, kafka, postgres] = await Promise.all([need('mosquitto'), need('kafka'), need('postgres')])
  await project(
    url,
    { session_expiry_s: 3600 },
    {
      log: { type: 'kafka', brokers: [`${kafka.host}:${String(kafka.port)}`], topics: { create: true } },
      base: { type: 'sqlite', file: join(worker.folder, 'rows.db') },
    },
    [`log (topic = 'doctor')`, `base (table = 'rows')`],
  )
  makeTable('rows')
  expect(postgres.port).toBeGreaterThan(0)
  await worker.run()
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  const { code, lines } = await examine()
  expect(said(lines, 'fail')).toBe('')
  expect(code).toBe(0)
  const fine = said(lines, 'ok')
  expect(fine).toContain('configuration: 1 rules in 1 files')
  expect(fine).toContain(`a worker runs here: process ${String(worker.pid)}`)
  expect(fine).toContain('mqtt: the broker answers and grants what is asked')
  expect(fine).toMatch(/log: the cluster answers with 1 broker/)
  expect(fine).toMatch(/out: .*rows\.ndjson can be written/)
  expect(fine).toMatch(/base: .*rows\.db can be written/)
  expect(said(lines, 'warn')).toContain('start the worker with UV_THREADPOOL_SIZE=10')
  const { alarms, sources } = await worker.status()
  expect(alarms).toEqual([])
  expect(sources[0]?.state).toBe('open')
  const { out } = await worker.command('doctor', '.')
  expect(out).toMatch(/^ok {4}configuration {2}1 rules/m)
})

test('servers that are down, limits that lose messages, a table that is not there', async () => {
  const broker = await startServer('mosquitto', {
    folder: join(worker.folder, 'broker'),
    settings: ['max_qos 0', 'max_inflight_messages 5'],
  })
  try {
    const postgres = await need('postgres')
    await project(
      broker.url,
      { clean_start: true },
      {
        dead: { type: 'http', url: `http://127.0.0.1:${String(await freePort())}` },
        base: { type: 'postgres', url: postgres.url },
      },
      ["dead (path = '/x')", `base (table = 'no_such_table_${String(process.pid)}')`],
    )
    const { code, lines } = await examine()
    expect(code).toBe(1)
    const failed = said(lines, 'fail')
    expect(failed).toMatch(/mqtt: the broker (grants QoS 0|refuses)/)
    expect(failed).toMatch(/dead: 127\.0\.0\.1:\d+ cannot be reached: .*ECONNREFUSED/)
    expect(failed).toMatch(/base: .*no_such_table/)
    const warned = said(lines, 'warn')
    expect(warned).toContain('clean_start is on')
    expect(warned).toContain('the broker takes QoS 0 only')
    expect(warned).toContain('the broker takes 5 messages at once')
  } finally {
    await broker.kill()
  }
})

test('a journal of another client, those of workers that are gone, and a socket that was left', async () => {
  const { url } = await need('mosquitto')
  await project(url, { session_expiry_s: 60 }, {}, [])
  await worker.run()
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  expect(await worker.stop('SIGKILL')).toBe('SIGKILL')
  await mkdir(join(worker.folder, '.sluice/journal/1'), { recursive: true })
  await project(url, { client_id: `${id}-other`, session_expiry_s: 60 }, {}, [])
  const { code, lines } = await examine()
  expect(code).toBe(1)
  const failed = said(lines, 'fail')
  expect(failed).toContain(`made for client_id of mqtt ${id}`)
  expect(said(lines, 'warn')).toContain('a worker has left its control socket')
  expect(said(lines, 'warn')).toMatch(/journal\/1 is the journal of a worker that does not run/)
})

test('a session whose stream is gone', async () => {
  const { url } = await need('mosquitto')
  await project(url, { session_expiry_s: 60 }, {}, [])
  await worker.run()
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  await worker.stop('SIGTERM')
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}', share = 'others');
RULE copy AS SELECT n FROM load INTO out (path = 'rows.ndjson');`,
  )
  const { lines } = await examine()
  expect(said(lines, 'warn')).toContain(
    "journal: the broker's session of mqtt has 1 subscriptions, and no stream reads it",
  )
})

test('rules with mistakes are told, and nothing is asked', async () => {
  await project('mqtt://127.0.0.1:1', {}, {}, [])
  await worker.write('all.rules', 'RULE broken')
  const { code, lines } = await examine()
  expect(code).toBe(1)
  expect(said(lines, 'fail')).toMatch(/configuration: \d+ errors in rule files/)
})

test('Kafka: topics that are missing or forget soon, and a group that cannot go on', async () => {
  const cluster = await Cluster.shared()
  const topic = await cluster.topic(1, { configEntries: [{ name: 'retention.ms', value: '7200000' }] })
  await cluster.write(topic, numbered(0, 5))
  const group = `group-${id}`
  await cluster.setCommitted(group, topic, 70)
  await project('mqtt://127.0.0.1:1', {}, { log: { type: 'kafka', brokers: [cluster.url] } }, [])
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL) FROM log (topic = '${topic}', group = '${group}');
RULE copy AS SELECT n FROM load INTO log (topic = 'not-there-${id}');`,
  )
  const { code, lines } = await examine()
  expect(code).toBe(1)
  expect(said(lines, 'fail')).toContain(`log: topic 'not-there-${id}' does not exist`)
  const warned = said(lines, 'warn')
  expect(warned).toContain(`log: topic '${topic}' keeps records for 2 hours`)
  expect(warned).toMatch(/log: .*the group is at 70, but the log ends at 5.*; say on_gap/)
})

test('files that cannot be written, tables that are missing, servers that answer badly', async () => {
  const http = createServer((request, response) => {
    response.statusCode = request.method === 'HEAD' && request.headers.authorization === undefined ? 401 : 200
    response.end()
  })
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`
  try {
    const redis = await need('redis')
    await worker.write('taken', 'a file')
    makeTable('other')
    await project(
      'mqtt://127.0.0.1:1',
      {},
      {
        taken: { type: 'file', directory: join(worker.folder, 'taken') },
        base: { type: 'sqlite', file: join(worker.folder, 'rows.db') },
        web: { type: 'http', url },
        known: { type: 'http', url, bearer_token: 'x' },
        cache: { type: 'redis', url: redis.url },
        gone: { type: 'redis', url: `redis://127.0.0.1:${String(await freePort())}` },
      },
      [
        "taken (path = 'x.ndjson')",
        "base (table = 'rows')",
        "web (path = '/x')",
        "known (path = '/y')",
        "cache (command = 'SET', key = 'k')",
        "gone (command = 'SET', key = 'k')",
      ],
    )
    const { lines } = await examine()
    const failed = said(lines, 'fail')
    expect(failed).toMatch(/taken: .*x\.ndjson cannot be written: .*taken is no folder/)
    expect(failed).toMatch(/base: .*rows\.db has no table rows/)
    expect(failed).toMatch(/gone: the server cannot be used: .*ECONNREFUSED/)
    expect(said(lines, 'warn')).toMatch(/web: 127\.0\.0\.1:\d+ answers HEAD with 401/)
    expect(said(lines, 'ok')).toMatch(/known: 127\.0\.0\.1:\d+ answers HEAD with 200/)
    expect(said(lines, 'ok')).toContain('cache: the server answers')
  } finally {
    http.close()
  }
})

test('run warns once of limits that lose messages, and starts all the same', async () => {
  const broker = await startServer('mosquitto', {
    folder: join(worker.folder, 'broker'),
    settings: ['max_inflight_messages 5', 'max_queued_messages 10', 'sys_interval 1'],
  })
  try {
    await project(broker.url, { session_expiry_s: 60 }, {}, [])
    await worker.run()
    await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
    await worker.said(/the broker takes 5 messages at once/)
    await worker.stop('SIGTERM')
    // Nobody reads the session, so the broker's queue overflows.
    const client = await connectAsync(broker.url)
    for (let k = 0; k < 50; k++) await client.publishAsync(id, '{"n": 1}', { qos: 1 })
    await client.endAsync()
    await new Promise((done) => setTimeout(done, 2_500))
    await worker.run()
    await worker.said(/the broker has dropped \d+ messages/)
  } finally {
    await broker.kill()
  }
})

test('rows that wait for a connection that is gone, a journal that is damaged, crashes', async () => {
  const { url } = await need('mosquitto')
  const dead = { dead: { type: 'http', url: `http://127.0.0.1:${String(await freePort())}` } }
  await project(url, { session_expiry_s: 60 }, dead, ["dead (path = '/x')"])
  await worker.run()
  await worker.until('the source is open', ({ sources }) => sources[0]?.state === 'open')
  const client = await connectAsync(url)
  await client.publishAsync(id, '{"n": 1}', { qos: 1 })
  await client.endAsync()
  await worker.until('it was delivered to the file', ({ lanes }) =>
    lanes.some(({ name, pinnedBytes }) => name.startsWith('dead') && pinnedBytes > 0),
  )
  await worker.stop('SIGTERM')
  await project(url, { session_expiry_s: 60 }, {}, [])
  const { lines } = await examine()
  expect(said(lines, 'warn')).toMatch(/journal: frames wait for dead, which .*; .*--discard-lane dead/)
  await worker.write('.sluice/crashes.json', { program: 'x', crashes: 3, suspects: [], guilty: [] })
  expect(said(lines, 'warn')).not.toContain('dead letters')
  const segments = (await readdir(join(worker.folder, '.sluice/journal/0'))).filter((one) => /\d/.test(one))
  for (const one of segments) {
    const path = join(worker.folder, '.sluice/journal/0', one)
    const bytes = await readFile(path)
    bytes.fill(0xff, 100, 140)
    await writeFile(path, bytes)
  }
  const after = await examine()
  expect(after.code).toBe(1)
  expect(said(after.lines, 'fail')).toMatch(/journal: it is damaged; sluice journal verify/)
  expect(said(after.lines, 'warn')).toContain(
    'state folder: 3 runs in a row ended while records were evaluated',
  )
})
