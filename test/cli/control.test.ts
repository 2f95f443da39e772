import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { need } from '../servers/need.ts'
import { WorkerProcess } from './worker-process.ts'

let worker: WorkerProcess
let id: string

beforeEach(async () => {
  worker = await WorkerProcess.make()
  id = `control-${randomUUID()}`
})
afterEach(() => worker.remove())

const project = async (durability: 'local' | 'upstream'): Promise<string> => {
  const { url } = await need('mosquitto')
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}', qos = 1) DURABILITY ${durability};
RULE even AS SELECT n FROM load WHERE n % 2 = 0 INTO out (path = 'rows.ndjson');`,
  )
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: id, session_expiry_s: 60 },
    out: { type: 'file', directory: '.' },
  }
  await worker.write('sluice.yaml', { language: 1, connections })
  return url
}

const publish = async (url: string, payloads: readonly string[]): Promise<void> => {
  const client = await connectAsync(url)
  for (const payload of payloads) await client.publishAsync(id, payload, { qos: 1 })
  await client.endAsync()
}

const socket = (): string => join(worker.folder, '.sluice/control.sock')

const ask = (
  path: string,
  method: string,
  body = '',
): Promise<{ readonly code: number | undefined; readonly text: string }> =>
  new Promise((resolve, reject) => {
    request({ socketPath: socket(), path, method }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += String(chunk)))
      answer.on('end', () => resolve({ code: answer.statusCode, text }))
    })
      .on('error', reject)
      .end(body)
  })

test('status tells ledgers, connections, lanes and journal; the socket is its owner’s and goes with the worker', async () => {
  const url = await project('local')
  await worker.run()
  await worker.until('the source is open', ({ connections }) =>
    connections.some(({ state, use }) => use === 'source' && state === 'open'),
  )
  await publish(url, ['{"n": 1}', '{"n": 2}', '{"n": 4}', 'nonsense'])
  const status = await worker.until('all is delivered', ({ rules }) => rules[0]?.delivered === 2)
  expect(status).toMatchObject({
    pid: worker.pid,
    streams: [{ stream: 'load', received: 4, decoded: 3, invalid: 1, pending: 0 }],
    rules: [{ rule: 'even', decoded: 3, passed: 2, filtered: 1, failed: 0 }],
    deadLetters: { written: 1, waiting: 0 },
    journal: { segments: 1, diskFull: false },
    alarms: [],
  })
  expect(status.connections).toContainEqual({ name: 'mqtt', use: 'source', state: 'open' })
  expect(status.connections).toContainEqual({ name: 'out', use: 'sink', state: 'open' })
  const lane = status.lanes.find(({ name }) => name === 'out (rows.ndjson)')
  expect(lane).toMatchObject({ state: 'open', rows: 0, bytes: 0, pinnedBytes: 0 })
  expect(status.broken).toBeUndefined()
  const { out } = await worker.command('status')
  expect(out).toMatch(/^sluice \d\S+, process \d+, up /)
  expect(out).toMatch(/^load +4 +3 +1/m)
  expect((await stat(socket())).mode & 0o777).toBe(0o600)
  expect(await worker.stop()).toBe(0)
  expect(existsSync(socket())).toBe(false)
})

test('without a worker, status says so and ends with 3', async () => {
  await project('upstream')
  const { code, err } = await worker.command('status')
  expect(code).toBe(3)
  expect(err).toContain(`no worker runs with the state folder ${join(worker.folder, '.sluice')}`)
})

test('a killed worker’s socket is replaced; a living one’s is left to it', async () => {
  await project('upstream')
  await worker.run()
  expect(await worker.stop('SIGKILL')).toBe('SIGKILL')
  expect(existsSync(socket())).toBe(true)
  expect((await worker.command('status')).code).toBe(3)
  await worker.run()
  const { pid } = await worker.status()
  expect(pid).toBe(worker.pid)
  const second = await worker.command('run', '.', '--once', '--summary', '0')
  expect(second.err).toContain('another worker has the control socket')
  expect((await worker.status()).pid).toBe(pid)
})

test('a request has its limits and its reasons', async () => {
  await project('upstream')
  await worker.run()
  expect(await ask('/status', 'GET')).toMatchObject({ code: 200 })
  expect(await ask('/nothing', 'POST')).toMatchObject({ code: 404 })
  expect(await ask('/status', 'DELETE')).toMatchObject({ code: 405 })
  expect((await ask('/status', 'POST', '{')).text).toContain('the body is not JSON')
  expect((await ask('/status', 'POST', ' '.repeat(2_000_000))).text).toContain('at most 1048576 bytes')
  expect(await ask('/status', 'GET')).toMatchObject({ code: 200 })
})

test('a state folder with a path that is too long for a socket', async () => {
  await project('upstream')
  const state = join(worker.folder, 'x'.repeat(120))
  await worker.run(['--state', state])
  expect((await worker.status('--state', state)).pid).toBe(worker.pid)
  expect(await worker.stop()).toBe(0)
  expect(existsSync(join(state, 'control.sock'))).toBe(false)
})
