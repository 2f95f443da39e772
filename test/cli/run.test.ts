import { randomUUID } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { connectAsync } from 'mqtt'
import { generate } from 'mqtt-packet'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startProxy } from '../connectors/mqtt/proxy.ts'
import { waitUntil } from '../fault/parts/wait-until.ts'
import { need } from '../servers/need.ts'

let folder: string
let child: ChildProcess | undefined
let err: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-run-'))
  err = ''
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

const writeProject = async (url: string, clientId = `run-${randomUUID()}`): Promise<string> => {
  const rules = `RULE all AS SELECT payload.n AS n FROM 'run/${clientId}' INTO out (path = 'rows.ndjson');`
  await writeFile(join(folder, 'all.rules'), rules)
  const connections = {
    mqtt: { type: 'mqtt', url, client_id: clientId, session_expiry_s: 60 },
    out: { type: 'file', directory: '.' },
  }
  await writeFile(join(folder, 'sluice.yaml'), JSON.stringify({ language: 1, default: 'mqtt', connections }))
  return clientId
}

const start = (...args: readonly string[]): { readonly exit: Promise<number | null> } => {
  const started = spawn(process.execPath, [resolve('dist/cli.js'), 'run', '.', ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child = started
  started.stderr.on('data', (chunk) => (err += String(chunk)))
  return { exit: new Promise((done) => started.once('exit', (code) => done(code))) }
}

const alive = (): true => {
  if (child?.exitCode !== null) throw new Error(`the worker has ended: ${err}`)
  return true
}

const said = (words: RegExp): Promise<void> =>
  waitUntil(`the worker says ${String(words)}`, () => alive() && words.test(err), 30_000)

/** Published again and again, since a message that comes before the subscription is gone. */
const feed = async (url: string, clientId: string): Promise<void> => {
  const client = await connectAsync(url)
  try {
    await waitUntil(
      'a record has arrived',
      async () => {
        await client.publishAsync(`run/${clientId}`, '{"n": 1}', { qos: 1 })
        return alive() && /all in=[1-9]/.test(err)
      },
      30_000,
    )
  } finally {
    await client.endAsync()
  }
}

test('SIGTERM drains and ends with 0', async () => {
  const { url } = await need('mosquitto')
  const clientId = await writeProject(url)
  const { exit } = start('--summary', '1')
  await feed(url, clientId)
  child?.kill('SIGTERM')
  expect(await exit).toBe(0)
  expect(err).not.toMatch(/\n {4}at /)
})

test('a session that another client has taken over ends the worker with 2, and it says why', async () => {
  const { port, url } = await need('mosquitto')
  const proxy = await startProxy(port)
  const clientId = await writeProject(proxy.url)
  const { exit } = start('--summary', '1')
  await feed(url, clientId)
  // Mosquitto 2.0.11 just closes the connection; others say so first.
  proxy.inject(generate({ cmd: 'disconnect', reasonCode: 0x8e }, { protocolVersion: 5 }))
  expect(await exit).toBe(2)
  expect(err).toContain('ended: mqtt: another client with this client id has taken over the session')
  await proxy.stop()
})

test('a server that is down is waited for, and named', async () => {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise((done) => server.close(done))
  await writeProject(`mqtt://127.0.0.1:${String(port)}`)
  const { exit } = start()
  await said(/mqtt: .*ECONNREFUSED/)
  child?.kill('SIGTERM')
  expect(await exit).toBe(0)
  err = ''
  expect(await start('--once').exit).toBe(3)
  expect(err).toContain('mqtt cannot be reached')
})

test('missing secrets are listed all at once, before anything is opened', async () => {
  await writeProject('mqtt://127.0.0.1:1883')
  const connections = {
    mqtt: { type: 'mqtt', url: '${env:SLUICE_NO_URL}', username: '${env:SLUICE_NO_USER}' },
    out: { type: 'file', directory: '${file:/no/such/file}' },
  }
  await writeFile(join(folder, 'sluice.yaml'), JSON.stringify({ language: 1, default: 'mqtt', connections }))
  expect(await start().exit).toBe(2)
  for (const name of ['env:SLUICE_NO_URL', 'env:SLUICE_NO_USER', 'file:/no/such/file'])
    expect(err).toContain(`missing: ${name}`)
})

test('one of several workers reads no stream that all of them would read whole', async () => {
  await writeProject((await need('mosquitto')).url)
  const { exit } = start('--worker', '1/2')
  expect(await exit).toBe(2)
  expect(err).toMatch(/--worker 1\/2: every worker would read all of .*\$share/)
  err = ''
  expect(await start('--worker', '2/2').exit).toBe(2)
  expect(err).toMatch(/expected NUMBER\/COUNT/)
})
