import { Collector } from '../../diagnostic/collector.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import { carryRule, type RuleSource } from './carry-rule.ts'
import type { Vocabulary } from './checked-text.ts'
import { exportedSources } from './export/carry-export.ts'
import { connectionsYaml, type ImportedConnection } from './export/connection.ts'
import { exportedOf } from './export/exported.ts'
import { readExport } from './export/read-export.ts'
import { Refusal } from './refusal.ts'
import type { ImportMode } from './rewrite/rule.ts'
import { wholeText } from './sql-text.ts'

/** What became of a rule of EMQX, or of an export of many. */
export interface Imported {
  /** Text of a rule file; empty where nothing could be carried over. */
  readonly rules: string
  /** Connections for sluice.yaml, as YAML; empty where the export has none. */
  readonly connections: string
  readonly diagnostics: readonly Diagnostic[]
  readonly carried: number
  readonly refused: number
}

const single = (document: SourceDocument): readonly RuleSource[] => [
  {
    name: 'imported',
    prose: '',
    sql: wholeText(document),
    targets: () => ({ targets: ['stdout'], rules: [], warnings: [] }),
  },
]

/** Is this the SQL of one rule, and no export? */
const isSql = (text: string): boolean => /^(?:\s|--[^\n]*\n)*(?:select|foreach)\b/i.test(text)

const sourcesOf = (
  document: SourceDocument,
  collector: Collector,
  connections: ImportedConnection[],
): readonly RuleSource[] => {
  const { text } = document
  if (isSql(text) || !/[{=:]/.test(text)) return single(document)
  try {
    const sources = exportedSources(document, exportedOf(readExport(text)), connections)
    if (sources.length > 0) return sources
    throw new Refusal(
      'emqx-export',
      { start: 0, end: Math.min(1, text.length) },
      'there is no rule with SQL here',
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    collector.add(error.slug, document, error.span, { message: error.message })
    return []
  }
}

/** A warning that says the same of many places is told at the first of them. */
const toldOnce = (all: readonly Diagnostic[]): readonly Diagnostic[] => {
  const told = new Set<string>()
  return all.filter(({ message, severity, slug }) => {
    const words = `${slug} ${message}`
    const isFirst = !told.has(words)
    told.add(words)
    return isFirst || severity === 'error'
  })
}

/** Carries rules of EMQX over: the SQL of one, or an export. Never throws on a user's mistake. */
export const importEmqx = (
  document: SourceDocument,
  vocabulary: Vocabulary,
  mode: ImportMode = { exact: false },
): Imported => {
  const collector = new Collector()
  const texts: string[] = []
  const connections: ImportedConnection[] = []
  const sources = sourcesOf(document, collector, connections)
  for (const source of sources) {
    const before = connections.length
    const text = carryRule(source, vocabulary, collector, mode)
    if (text === undefined) connections.length = before
    else texts.push(text)
  }
  return {
    rules: texts.join('\n'),
    connections: connectionsYaml(connections),
    diagnostics: toldOnce(collector.sorted()),
    carried: texts.length,
    refused: Math.max(sources.length, 1) - texts.length,
  }
}
