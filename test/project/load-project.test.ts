import { expect, test } from 'vitest'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { renderConcise } from '../../src/diagnostic/render/concise.ts'
import { loadProject } from '../../src/project/load-project.ts'
import { resolveConnections } from '../../src/project/resolve-connections.ts'

const findings = (text: string): readonly string[] => {
  const collector = new Collector()
  loadProject(new SourceDocument('sluice.yaml', text), defaultCatalog, undefined, collector)
  return collector.sorted().map((d) => `${renderConcise(d).replace(/^sluice.yaml:/, '')}`)
}

test('mistakes are named at their places', () => {
  const text = `language: 1
conections: {}
`
  expect(findings(text)).toEqual([
    '2:1: error: there is no setting conections (did you mean connections?) [unknown-setting]',
  ])
  expect(findings('language: 1\nconnections:\n  a: { type: mqt, url: x }\n')).toEqual([
    '3:14: error: there is no connector mqt (did you mean mqtt?) [unknown-connector]',
  ])
  expect(findings('language: 1\nconnections:\n  a: { type: mqtt, url: 7 }\n')[0]).toMatch(
    /^3:25: error: connections\.a\.url: /,
  )
  expect(findings('language: [')[0]).toMatch(/\[bad-yaml\]$/)
})

test('references are resolved for a run, all missing ones named, no value shown', () => {
  const collector = new Collector()
  const text = `language: 1
connections:
  a: { type: postgres, url: '\${env:PG_URL}', password: '\${file:/secret}' }
  b: { type: mqtt, url: '\${env:MQTT:-mqtt://127.0.0.1}' }
`
  const project = loadProject(new SourceDocument('sluice.yaml', text), defaultCatalog, undefined, collector)
  expect(collector.sorted()).toEqual([])
  const used = new Set(['a', 'b'])
  const none = { environment: () => undefined, file: () => undefined }
  expect(resolveConnections(project, used, none).missing).toEqual(['env:PG_URL', 'file:/secret'])
  const wrong = resolveConnections(project, used, {
    environment: (name) => (name === 'PG_URL' ? 'hunter2' : undefined),
    file: () => 's3cret\n',
  })
  expect(wrong.missing).toEqual([])
  expect(wrong.problems.join()).not.toMatch(/hunter2|s3cret/)
  expect(wrong.problems).toHaveLength(1)
  expect(wrong.options['b']).toMatchObject({ url: 'mqtt://127.0.0.1' })
})

test('dead letters go to what keeps them, a copy also to what does not', () => {
  const text = (section: string): string => `language: 1
connections:
  k: { type: kafka, brokers: ['k1:9092'] }
  m: { type: mqtt, url: 'mqtt://127.0.0.1' }
  p: { type: postgres, host: h }
  h: { type: http, url: 'https://h.example' }
dead_letters: ${section}
`
  const fine = [
    '{ file: a.ndjson, copy: { connection: m, topic: dead } }',
    '{ connection: p, table: ops.dead }',
  ]
  for (const section of fine) expect(findings(text(section))).toEqual([])
  expect(findings(text('{ connection: k, topic: dead, keep_input: true }'))).toEqual([])
  const wrong = (section: string): string =>
    findings(text(section))
      .join('\n')
      .replace(/^7:\d+: /, '')
  expect(wrong('{ connection: m, topic: dead }')).toMatch(
    /^error: dead_letters.connection: m is mqtt, which keeps nothing .*\(name it under dead_letters.copy/,
  )
  expect(wrong('{ connection: h }')).toMatch(/h is http, which takes no dead letters/)
  expect(wrong('{ connection: kk }')).toMatch(/there is no connection kk \(did you mean k\?\)/)
  expect(wrong('{ connection: k }')).toMatch(/dead_letters.connection: k needs a topic/)
  expect(wrong('{ connection: k, table: t, topic: dead }')).toMatch(/table: k is kafka and has no table/)
  expect(wrong("{ connection: k, topic: 'a b' }")).toMatch(/dead_letters.topic: /)
  expect(wrong('{ connection: p, table: t, file: x }')).toMatch(/a file or to a connection, not to both/)
  expect(wrong('{ topic: dead }')).toMatch(/topic belongs to a connection, and none is named/)
})
