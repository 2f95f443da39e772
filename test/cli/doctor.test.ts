import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProbeFinding } from '../../src/catalog/probe.ts'
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
    { log: { type: 'kafka', brokers: [`${kafka.host}:${String(kafka.port)}`] } },
    [`log (topic = 'doctor')`],
  )
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
  expect(fine).toMatch(/log: .* can be reached/)
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

test('rules with mistakes are told, and nothing is asked', async () => {
  await project('mqtt://127.0.0.1:1', {}, {}, [])
  await worker.write('all.rules', 'RULE broken')
  const { code, lines } = await examine()
  expect(code).toBe(1)
  expect(said(lines, 'fail')).toMatch(/configuration: \d+ errors in rule files/)
})
