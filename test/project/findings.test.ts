import { expect, test } from 'vitest'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { checkProfile } from '../../src/project/check-profile.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { lines } from '../check/check-text.ts'

const load = (text: string, profile?: string) => {
  const collector = new Collector()
  const project = loadProject(new SourceDocument('sluice.yaml', text), defaultCatalog, profile, collector)
  return { project, collector, findings: lines(collector.sorted()) }
}

const connection = (text: string): string => load(`language: 1\nconnections:\n  a: ${text}\n`).findings

test('a right file has no findings, whatever its references stand for', () => {
  const { findings, project } = load(
    `language: 1
default: m
connections:
  m: { type: mqtt, url: '\${env:URL}', keepalive_s: '\${env:KEEP:-30}' }
  k: { type: kafka, brokers: ['\${env:B}'], topics: { create: '\${env:CREATE}' } }
  p: { type: postgres, url: '\${env:PG}', port: '\${env:PORT}', audience: public }
profiles:
  test: { constants: { cooldown: 1 SECOND, limit: 5 }, rules: { low_cash: off, other: on, third: false } }
limits: { linger_ms: 5 }
`,
    'test',
  )
  expect(findings).toBe('')
  expect([...project.connections.keys()]).toEqual(['m', 'k', 'p', 'stdout'])
  expect(project.connections.get('p')).toMatchObject({ audience: 'public', options: { port: '${env:PORT}' } })
  expect(project.constants).toEqual({ cooldown: '1 SECOND', limit: 5 })
  expect([...project.rulesOff]).toEqual(['low_cash', 'third'])
})

test('several mistakes at once, each at its place, and the right parts are kept', () => {
  const { findings, project } = load(`langage: 1
default: kafak
connections:
  kafka: { type: kafka, brokers: [] }
  pg: { type: postgrs, url: 'postgres://a' }
  web:
    type: http
    url: ftp://a
    conections: 9
  odd: 5
limits: { linger_ms: -1 }
`)
  expect(findings).toBe(`error bad-setting 1:1 «» language: is missing
error unknown-setting 1:1 «langage» there is no setting langage
    help: did you mean language?
    fix: language
error bad-setting 2:10 «kafak» default: there is no connection kafak
    help: did you mean kafka?
    fix: kafka
error bad-setting 4:34 «[]» connections.kafka.brokers: expected at least 1 entry
error unknown-connector 5:15 «postgrs» there is no connector postgrs
    help: did you mean postgres?
    fix: postgres
error bad-setting 8:10 «ftp://a» connections.web.url: expected http:// or https://
error unknown-setting 9:5 «conections» there is no setting connections.web.conections
    help: did you mean connections?
    fix: connections
error bad-setting 10:8 «5» connections.odd: expected a mapping, found a number
error bad-setting 11:22 «-1» limits.linger_ms: expected at least 0
`)
  expect([...project.connections.keys()]).toEqual(['kafka', 'web', 'stdout'])
})

test.each([
  ['{ type: mqtt }', 'bad-setting 3:3 «a» connections.a.url: is missing\n'],
  ['{ url: x }', 'bad-setting 3:3 «a» connections.a.type: is missing\n'],
  ['{ type: http, url: 5 }', 'bad-setting 3:25 «5» connections.a.url: expected text, found a number\n'],
  [
    '{ type: http, url: "http://a", connections: 1.5 }',
    '«1.5» connections.a.connections: expected a whole number, found a fraction\n',
  ],
  [
    '{ type: http, url: "http://a", connections: many }',
    '«many» connections.a.connections: expected a number, found text\n',
  ],
  [
    '{ type: http, url: "http://a", headers: [b] }',
    '«[b]» connections.a.headers: expected a mapping, found a list\n',
  ],
  ['{ type: mqtt, url: "mqtt://a", version: 4 }', '«4» connections.a.version: expected 5 or 3.1.1\n'],
  [
    '{ type: mqtt, url: "mqtt://a", version: 5 }',
    "«5» connections.a.version: expected text: write '5' in quotes\n",
  ],
  [
    '{ type: postgres, url: "postgres://a", tls: { ca_fil: x } }',
    'there is no setting connections.a.tls.ca_fil\n    help: did you mean ca_file?\n    fix: ca_file\n',
  ],
  ['{ type: postgres }', 'connections.a: url or host is missing\n'],
  [
    '{ type: postgres, url: "postgres://a/b?sslmode=no-verify" }',
    'connections.a.url: sslmode is not supported in the url; settings stand beside it\n',
  ],
  [
    '{ type: mysql, url: "mysql://a/b?multipleStatements=true" }',
    'connections.a.url: multipleStatements is not supported in the url; settings stand beside it\n',
  ],
  [
    '{ type: http, url: "${env:A" }',
    'a reference is not closed: expected ${env:NAME}, ${env:NAME:-default} or ${file:/path}\n',
  ],
  [
    '{ type: http, url: "${vault:a}" }',
    '${vault:a} is no reference: expected ${env:NAME}, ${env:NAME:-default} or ${file:/path}\n',
  ],
  [
    '{ type: http, url: "${env:A}", audiense: public }',
    'there is no setting connections.a.audiense\n    help: did you mean audience?\n    fix: audience\n',
  ],
  [
    '{ type: http, url: "http://a", audience: everyone }',
    'connections.a.audience: expected public or internal\n',
  ],
])('connection %s', (text, end) => {
  const findings = connection(text)
  expect(findings.endsWith(end), findings).toBe(true)
  expect(findings.match(/^error /gm)).toHaveLength(1)
})

test.each([
  ['language: [', 'bad-yaml'],
  ['language: 1\nlanguage: 1\n', 'bad-yaml 2:1 «language» this key stands here twice'],
  ['language: *nothing', 'bad-yaml'],
  [
    `a: &a [x, x, x, x, x, x, x, x]\n${'bcdefghi'.replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)}, `.repeat(8)}]\n`)}`,
    'bad-yaml',
  ],
  ['x'.repeat(1_000_001), 'bad-yaml 1:1 «» the file is larger than 1 MB'],
])('what is no YAML', (text, expected) => {
  const { findings, project } = load(text)
  expect(findings).toContain(expected)
  expect(project.isReadable).toBe(false)
})

test.each([
  '',
  '[]',
  '5',
  'null',
  '- a',
  '__proto__: 1',
  'connections: { __proto__: { type: http } }',
  'connections: []',
  'profiles: 7',
  '? [a]\n: b',
])('odd file %s gives findings and never throws', (text) => {
  expect(load(text, 'constructor').findings).not.toBe('')
  expect(({} as Readonly<Record<string, unknown>>)['type']).toBeUndefined()
})

test('an unknown profile, and names in a profile that nothing bears', () => {
  const text =
    'language: 1\nprofiles:\n  test: { rules: { low_cahs: off }, constants: { cooldwn: 1, zone: a } }\n'
  expect(load(text, 'tets').findings).toBe(
    'error unknown-profile 3:3 «test: { rules: { low_cahs: off }, constants: { cooldwn: 1, zone: a } }» there is no profile tets\n    help: did you mean test?\n',
  )
  const { project, collector } = load(text, 'test')
  checkProfile(project, { rules: ['low_cash'], constants: ['cooldown', 'zone'] }, collector)
  expect(lines(collector.sorted()))
    .toBe(`warning bad-setting 3:20 «low_cahs» the profile names a rule low_cahs, which no rule file here has
    help: did you mean low_cash?
    fix: low_cash
warning bad-setting 3:50 «cooldwn» the profile names a constant cooldwn, which no rule file here has
    help: did you mean cooldown?
    fix: cooldown
`)
})
