import type { Diagnostic, Severity } from '../diagnostic.ts'

const severity: Record<Severity, string> = { error: 'critical', warning: 'minor', note: 'info' }

/**
 * A code quality report of GitLab. Fingerprints stay the same when lines move: they are made of the file, the slug,
 * the message and how many equal findings came before.
 */
export const renderGitlab = (
  diagnostics: readonly Diagnostic[],
  digest: (text: string) => string,
): string => {
  const seen = new Map<string, number>()
  const issues = diagnostics.map((d) => {
    const id = JSON.stringify([d.document.name, d.slug, d.message])
    const count = seen.get(id) ?? 0
    seen.set(id, count + 1)
    return {
      description: d.help === undefined ? d.message : `${d.message} (${d.help})`,
      check_name: d.slug,
      fingerprint: digest(`${id} ${String(count)}`),
      severity: severity[d.severity],
      location: {
        path: d.document.name,
        lines: {
          begin: d.document.position(d.span.start).line,
          end: d.document.position(d.span.end).line,
        },
      },
    }
  })
  return JSON.stringify(issues, undefined, 2)
}
