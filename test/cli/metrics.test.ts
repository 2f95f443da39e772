import { randomUUID } from 'node:crypto'
import { connectAsync } from 'mqtt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { need } from '../servers/need.ts'
import { freePort } from '../servers/shell.ts'
import { WorkerProcess } from './worker-process.ts'

let worker: WorkerProcess
let id: string

beforeEach(async () => {
  worker = await WorkerProcess.make()
  id = `metrics-${randomUUID()}`
})
afterEach(() => worker.remove())

const project = async (url: string, metrics?: object): Promise<void> => {
  await worker.write(
    'all.rules',
    `STREAM load (n INTEGER NOT NULL) FROM mqtt (topic = '${id}/+', qos = 1);
RULE even AS SELECT n FROM load WHERE n % 2 = 0 INTO out (path = 'rows.ndjson'), out (path = 'more.ndjson');`,
  )
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: id, session_expiry_s: 60 },
    out: { type: 'file', directory: '.' },
  }
  await worker.write('sluice.yaml', { language: 1, connections, ...(metrics && { metrics }) })
}

const baseUrl = (): string => /metrics at (http:\S+)\/metrics/.exec(worker.err)?.[1] ?? ''

const get = async (path: string): Promise<{ readonly code: number; readonly text: string }> => {
  const answer = await fetch(`${baseUrl()}${path}`)
  return { code: answer.status, text: await answer.text() }
}

test('counters are the ledgers’; no topic becomes a label', async () => {
  const { url } = await need('mosquitto')
  await project(url, { port: 0 })
  await worker.run()
  await worker.until('all is open', ({ connections }) => connections.every(({ state }) => state === 'open'))
  expect(await get('/readyz')).toEqual({ code: 200, text: 'ok\n' })
  const client = await connectAsync(url)
  for (let n = 0; n < 10; n++) await client.publishAsync(`${id}/device-${String(n)}`, `{"n": ${String(n)}}`)
  await client.publishAsync(`${id}/device-bad`, 'nonsense')
  await client.endAsync()
  await worker.until('all is delivered', ({ rules }) => rules[0]?.delivered === 10)
  const { text } = await get('/metrics')
  for (const line of [
    'sluice_stream_received_total{stream="load"} 11',
    'sluice_stream_records_total{stream="load",outcome="decoded"} 10',
    'sluice_stream_records_total{stream="load",outcome="invalid"} 1',
    'sluice_rule_records_total{rule="even",outcome="passed"} 5',
    'sluice_rule_records_total{rule="even",outcome="filtered"} 5',
    'sluice_rows_total{rule="even",connection="out",outcome="delivered"} 10',
    'sluice_rows_pending{rule="even",connection="out"} 0',
    'sluice_connection_open{connection="mqtt",use="source"} 1',
    'sluice_lanes{connection="out",state="open"} 2',
    'sluice_dead_letters_total 1',
    'sluice_ledger_broken 0',
    'sluice_journal_segments 1',
  ])
    expect(text.split('\n')).toContain(line)
  expect(text).not.toContain('device-')
  expect(text).not.toContain(id)
  // The second scrape has the same totals, not twice as many.
  expect((await get('/metrics')).text).toContain('sluice_stream_received_total{stream="load"} 11\n')
  expect((await get('/other')).code).toBe(404)
  expect(await worker.stop()).toBe(0)
})

test('a worker whose server is down is healthy and not ready, and says why', async () => {
  await project(`mqtt://127.0.0.1:${String(await freePort())}`)
  await worker.run(['--metrics-port', '0'])
  expect(await get('/healthz')).toEqual({ code: 200, text: 'ok\n' })
  const { code, text } = await get('/readyz')
  expect(code).toBe(503)
  expect(text).toMatch(/^source mqtt is (opening|paused): /)
})

test('a port that is taken ends the worker before it opens anything', async () => {
  const { url } = await need('mosquitto')
  await project(url)
  await worker.run(['--metrics-port', '0', '--state', 'one'])
  const port = new URL(baseUrl()).port
  const second = await worker.command('run', '.', '--metrics-port', port, '--state', 'two')
  expect(second.code).toBe(2)
  expect(second.err).toContain('the port for metrics cannot be opened')
})

test('without a setting there is no port', async () => {
  const { url } = await need('mosquitto')
  await project(url)
  await worker.run()
  expect(worker.err).not.toContain('metrics at')
})
