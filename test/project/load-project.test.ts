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
