import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../../src/cli/system-clock.ts'
import { mqttConnection } from '../../../src/connectors/mqtt/options.ts'
import { MqttSink } from '../../../src/connectors/mqtt/sink.ts'
import { startServer, type TestServer } from '../../servers/server.ts'
import { freePort } from '../../servers/shell.ts'
import { silentLog, SourceRig, until } from './source-rig.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-mqtt-'))
const file = (name: string): string => join(folder, name)
const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' })
const ports = { plain: 0, tls: 0, mutual: 0, ws: 0, wss: 0 }
let server: TestServer

const makeAuthority = (name: string): void => {
  const subject = `/CN=${name} authority`
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, '-days', '2',
    '-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)) // prettier-ignore
}

const makeCertificate = (authority: string, name: string, alternative: string): void => {
  writeFileSync(file(`${name}.ext`), `subjectAltName=${alternative}\n`)
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`,
    '-keyout', file(`${name}.key`), '-out', file(`${name}.csr`)) // prettier-ignore
  openssl('x509', '-req', '-in', file(`${name}.csr`), '-CA', file(`${authority}.crt`), '-CAkey',
    file(`${authority}.key`), '-CAcreateserial', '-days', '2', '-extfile', file(`${name}.ext`),
    '-out', file(`${name}.crt`)) // prettier-ignore
}

const tls = [`cafile ${file('ours.crt')}`, `certfile ${file('server.crt')}`, `keyfile ${file('server.key')}`]

beforeAll(async () => {
  for (const name of ['ours', 'strange']) makeAuthority(name)
  makeCertificate('ours', 'server', 'DNS:broker.example,IP:127.0.0.1')
  makeCertificate('ours', 'worker', 'DNS:worker')
  makeCertificate('ours', 'named', 'DNS:broker.example')
  execFileSync('mosquitto_passwd', ['-b', '-c', file('passwords'), 'worker', 'secret'])
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) ports[name] = await freePort()
  const named = tls.map((line) => line.replace('server.', 'named.'))
  server = await startServer('mosquitto', {
    folder: file('broker'),
    port: ports.plain,
    settings: [
      'per_listener_settings true',
      `listener ${String(ports.plain)} 127.0.0.1`,
      'allow_anonymous true',
      `listener ${String(ports.tls)} 127.0.0.1`,
      'allow_anonymous false',
      `password_file ${file('passwords')}`,
      ...tls,
      `listener ${String(ports.mutual)} 127.0.0.1`,
      'allow_anonymous true',
      'require_certificate true',
      ...named,
      `listener ${String(ports.ws)} 127.0.0.1`,
      'protocol websockets',
      'allow_anonymous true',
      `listener ${String(ports.wss)} 127.0.0.1`,
      'protocol websockets',
      'allow_anonymous true',
      ...tls,
    ],
  })
}, 60_000)

afterAll(() => server.stop())

const password = { username: 'worker', password: 'secret' }
const ours = { ca_file: file('ours.crt') }
const client = { cert_file: file('worker.crt'), key_file: file('worker.key') }

test.each([
  ['TLS and a password', 'mqtts', 'tls', { ...ours, ...password }],
  [
    'mutual TLS, with a name to expect',
    'mqtts',
    'mutual',
    { ...ours, ...client, server_name: 'broker.example' },
  ],
  ['WebSocket', 'ws', 'ws', {}],
  ['WebSocket in TLS', 'wss', 'wss', ours],
] as const)('receives and acknowledges over %s', async (_, scheme, port, options) => {
  const url = `${scheme}://127.0.0.1:${String(ports[port])}`
  const connection = { url, client_id: `secure-${port}`, ...options }
  const rig = SourceRig.start(connection, [{ topics: ['secure'] }])
  await until(() => rig.isSubscribed)
  execFileSync('mosquitto_pub', ['-p', String(ports.plain), '-t', 'secure', '-q', '1', '-m', 'one'])
  expect(await rig.seen(1)).toEqual(['one'])
  rig.commitAll()
  await rig.stop()
  const again = SourceRig.start(connection, [{ topics: ['secure'] }])
  await until(() => again.isSubscribed)
  execFileSync('mosquitto_pub', ['-p', String(ports.plain), '-t', 'secure', '-q', '1', '-m', 'two'])
  expect(await again.seen(1)).toEqual(['two'])
  again.commitAll()
  await again.stop()
})

test.each([
  ['an authority that is not ours', 'tls', { ca_file: file('strange.crt'), ...password }, /certificate/],
  ['no authority named', 'tls', password, /certificate|issuer/],
  ['another name than the certificate has', 'mutual', { ...ours, ...client }, /does not match|altnames/],
  ['a client without a certificate', 'mutual', { ...ours, server_name: 'broker.example' }, /.+/],
  ['a wrong password', 'tls', { ...ours, username: 'worker', password: 'wrong' }, /[Nn]ot authorized/],
  ['a file that is missing', 'tls', { ca_file: file('none.crt') }, /ENOENT/],
] as const)('refuses %s', async (what, port, options, reason) => {
  const url = `mqtts://127.0.0.1:${String(ports[port])}`
  const rig = SourceRig.start({ url, client_id: 'refused', ...options }, [{ topics: ['secure'] }])
  await until(() => rig.states.length > 0)
  expect(rig.states[0]).toMatch(reason)
  expect(rig.isSubscribed).toBe(false)
  await rig.source.close()
  const sink = new MqttSink('broker', mqttConnection.parse({ url, ...options }))
  const opened = await sink.open({ clock: systemClock, log: silentLog, signal: new AbortController().signal })
  expect(opened.kind).toBe(what === 'a wrong password' ? 'fatal' : 'retry')
  expect(opened.kind === 'open' ? '' : opened.message).toMatch(reason)
  await sink.close()
})
