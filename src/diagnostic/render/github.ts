import type { Diagnostic, Severity } from '../diagnostic.ts'

const command: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' }

const value = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

/** One workflow command a finding, which GitHub shows beside the lines of a change. */
export const renderGithub = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map((d) => {
      const start = d.document.position(d.span.start)
      const end = d.document.position(d.span.end)
      const place = {
        file: d.document.name,
        line: String(start.line),
        endLine: String(end.line),
        // GitHub takes columns only within one line.
        ...(start.line === end.line ? { col: String(start.column), endColumn: String(end.column) } : {}),
        title: d.slug,
      }
      const properties = Object.entries(place).map(([name, text]) => `${name}=${property(text)}`)
      const help = d.help === undefined ? '' : ` (${d.help})`
      return `::${command[d.severity]} ${properties.join(',')}::${value(`${d.message}${help}\n${d.reason}`)}`
    })
    .join('\n')
