import type { Diagnostic } from '../diagnostic.ts'
import { renderConcise } from './concise.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text for XML 1.0, which has no place for most control characters. */
const xml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

const failure = (d: Diagnostic): string =>
  `      <failure type="${xml(d.slug)}" message="${xml(d.message)}">${xml(`${renderConcise(d)}\n${d.reason}`)}</failure>`

/** A report as test runners write it: a case for each file, failed where it has errors; other findings are its output. */
export const renderJunit = (diagnostics: readonly Diagnostic[], files: readonly string[]): string => {
  const names = [...new Set([...files, ...diagnostics.map(({ document }) => document.name)])]
  const cases = names.map((name) => {
    const own = diagnostics.filter(({ document }) => document.name === name)
    const errors = own.filter((d) => d.severity === 'error')
    const others = own.filter((d) => d.severity !== 'error').map(renderConcise)
    const body = [
      ...errors.map(failure),
      ...(others.length === 0 ? [] : [`      <system-out>${xml(others.join('\n'))}</system-out>`]),
    ]
    const head = `    <testcase classname="sluice check" name="${xml(name)}"`
    return {
      hasErrors: errors.length > 0,
      text: body.length === 0 ? `${head}/>` : `${head}>\n${body.join('\n')}\n    </testcase>`,
    }
  })
  const failed = cases.filter(({ hasErrors }) => hasErrors).length
  const counts = `tests="${String(cases.length)}" failures="${String(failed)}" errors="0"`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="sluice check" ${counts}>
  <testsuite name="sluice check" ${counts}>
${cases.map(({ text }) => text).join('\n')}
  </testsuite>
</testsuites>`
}
