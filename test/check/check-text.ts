import { checkProject, type CheckOptions } from '../../src/check/check.ts'
import type { CheckedProject } from '../../src/check/checked/project.ts'
import { Collector } from '../../src/diagnostic/collector.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { SourceDocument } from '../../src/diagnostic/document.ts'
import { parse } from '../../src/syntax/parse.ts'
import { vocabulary } from './vocabulary.ts'

/** Connections of the bank that most tests use. */
export const bank: Pick<CheckOptions, 'connections' | 'defaultConnection'> = {
  connections: new Map([
    ['bank_mqtt', { type: 'mqtt' }],
    ['bank_kafka', { type: 'kafka' }],
    ['bank_pg', { type: 'postgres' }],
    ['ops_http', { type: 'http', audience: 'public' }],
    ['ticker', { type: 'feed' }],
  ]),
  defaultConnection: 'bank_mqtt',
}

export interface CheckedText {
  readonly project: CheckedProject
  readonly diagnostics: readonly Diagnostic[]
}

/** Parses and checks rule files given as texts. */
export const checkText = (
  texts: string | Readonly<Record<string, string>>,
  options: Partial<CheckOptions> = bank,
): CheckedText => {
  const collector = new Collector()
  const named = typeof texts === 'string' ? { 'a.rules': texts } : texts
  const files = Object.entries(named).map(([name, text]) => {
    const document = new SourceDocument(name, text)
    return { document, file: parse(document, collector) }
  })
  const project = checkProject({ catalog: vocabulary, ...options, files }, collector)
  return { project, diagnostics: collector.sorted() }
}

/** One line per finding: slug, line:column, message, and what helps. */
export const lines = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map((d) => {
      const { line, column } = d.document.position(d.span.start)
      const text = d.document.text.slice(d.span.start, d.span.end).split('\n')[0] ?? ''
      const help = d.help === undefined ? '' : `\n    help: ${d.help}`
      const fix = d.fix === undefined ? '' : `\n    fix: ${d.fix.edits.map((edit) => edit.text).join(' … ')}`
      const related = (d.related ?? []).map((one) => {
        const at = one.document.position(one.span.start)
        return `\n    ${String(at.line)}:${String(at.column)} ${one.message}`
      })
      return `${d.severity} ${d.slug} ${String(line)}:${String(column)} «${text}» ${d.message}${help}${fix}${related.join('')}\n`
    })
    .join('')
