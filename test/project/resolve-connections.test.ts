import { expect, test } from 'vitest'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { redactingLog } from '../../src/project/redact.ts'
import { resolveConnections } from '../../src/project/resolve-connections.ts'

const project = (connections: string) => {
  const text = `language: 1\nconnections:\n${connections}`
  return loadProject(new SourceDocument('sluice.yaml', text), defaultCatalog, undefined, new Collector())
}

const resolve = (
  connections: string,
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
) => {
  const found = project(connections)
  return resolveConnections(
    found,
    new Set(found.connections.keys()),
    {
      environment: (name) => environment[name],
      file: (path) => files[path],
    },
    '/etc/sluice',
  )
}

test('references become numbers and truth values where these are wanted', () => {
  const { options, problems } = resolve(
    `  p: { type: postgres, host: '\${env:HOST}', port: '\${env:PORT}', user: '\${env:PORT}' }
  k: { type: kafka, brokers: ['\${env:HOST}:9092'], topics: { create: '\${env:CREATE:-true}' } }
`,
    { HOST: 'db.example', PORT: '5433' },
  )
  expect(problems).toEqual([])
  expect(options['p']).toMatchObject({ host: 'db.example', port: 5433, user: '5433' })
  expect(options['k']).toMatchObject({ brokers: ['db.example:9092'], topics: { create: true } })
})

test('all that is missing or wrong is named at once, and no value is shown', () => {
  const { missing, options, problems } = resolve(
    `  a: { type: http, url: '\${env:A}', password: '\${file:/a}' }
  b: { type: http, url: '\${env:A}' }
  c: { type: postgres, host: '\${env:C}', port: '\${env:C}' }
  d: { type: http, url: '\${env:D}' }
`,
    { C: 'hunter22', D: 'https://u:s3cret@d/?token=t0ken' },
  )
  expect(missing).toEqual(['env:A', 'file:/a'])
  expect(problems).toEqual([
    'connections.c.port: expected a number, found text',
    'connections.d.url: username and password stand beside the url',
  ])
  expect(options).toEqual({ stdout: {} })
})

test('a default stands for an empty value, and a file loses its line break', () => {
  const { options } = resolve(
    "  a: { type: http, url: '${env:E:-http://x}', username: '${env:E}', password: '${file:/p}' }\n",
    { E: '' },
    { '/p': 's3cret\n' },
  )
  expect(options['a']).toMatchObject({ url: 'http://x', username: '', password: 's3cret' })
})

test('files are relative to the folder of sluice.yaml', () => {
  const { options } = resolve(`  s: { type: sqlite, file: a.db }
  m: { type: sqlite, file: ':memory:' }
  f: { type: file, directory: out }
  d: { type: file }
  p: { type: postgres, host: h, tls: { ca_file: ca.pem, key_file: /abs/key.pem } }
`)
  expect(options['s']).toMatchObject({ file: '/etc/sluice/a.db' })
  expect(options['m']).toMatchObject({ file: ':memory:' })
  expect(options['f']).toMatchObject({ directory: '/etc/sluice/out' })
  expect(options['d']).toMatchObject({ directory: '/etc/sluice' })
  expect(options['p']).toMatchObject({ tls: { ca_file: '/etc/sluice/ca.pem', key_file: '/abs/key.pem' } })
})

test('a log shows no secret, nor the password inside a url, however it is nested', () => {
  const { secrets } = resolve("  a: { type: postgres, url: '${env:PG}', user: '${env:SHORT}' }\n", {
    PG: 'postgres://joe:p%40ssword@db/x',
    SHORT: 'ab',
  })
  const said: unknown[] = []
  const say = (message: string, fields?: Readonly<Record<string, unknown>>): void =>
    void said.push([message, fields])
  const log = redactingLog({ debug: say, info: say, warn: say, error: say }, secrets)
  log.warn('cannot reach postgres://joe:p%40ssword@db/x', {
    deep: [{ why: 'p@ssword' }, new Error('p%40ssword')],
    n: 5,
  })
  log.info('ab stays')
  expect(said).toEqual([
    ['cannot reach ***', { deep: [{ why: '***' }, '***'], n: 5 }],
    ['ab stays', undefined],
  ])
})
