import type { Diagnostic } from '../diagnostic.ts'

/** One line per finding, as compilers print it: `file:line:column: severity: message [slug]`. */
export const renderConcise = (d: Diagnostic): string => {
  const { line, column } = d.document.position(d.span.start)
  const help = d.help === undefined ? '' : ` (${d.help})`
  const message = `${d.message}${help}`.replace(/\s+/g, ' ')
  return `${d.document.name}:${String(line)}:${String(column)}: ${d.severity}: ${message} [${d.slug}]`
}
