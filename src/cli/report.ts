import { createHash } from 'node:crypto'
import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import { renderConcise } from '../diagnostic/render/concise.ts'
import { renderGithub } from '../diagnostic/render/github.ts'
import { renderGitlab } from '../diagnostic/render/gitlab.ts'
import { renderHuman, renderSummary } from '../diagnostic/render/human.ts'
import { renderJson } from '../diagnostic/render/json.ts'
import { renderJunit } from '../diagnostic/render/junit.ts'
import { renderSarif } from '../diagnostic/render/sarif.ts'
import type { Palette } from '../diagnostic/render/palette.ts'
import { diagnosticPage } from './page/diagnostic-page.ts'
import { version } from './version.ts'

export const reportFormats = ['human', 'concise', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** What a report is made of beside the findings. */
export interface ReportOptions {
  /** Names of the rule files that were checked. */
  readonly files: readonly string[]
  readonly palette: Palette
  /** Columns of the terminal. */
  readonly width?: number
}

/** The reason is told with the first finding of each slug. */
const renderAll = (diagnostics: readonly Diagnostic[], { files, palette, width }: ReportOptions): string => {
  const seen = new Set<string>()
  const findings = diagnostics.map((d) => {
    const brief = seen.has(d.slug) && d.reason === diagnostics.find(({ slug }) => slug === d.slug)?.reason
    seen.add(d.slug)
    return `${renderHuman(d, palette, { brief, ...(width === undefined ? {} : { width }) })}\n`
  })
  return [...findings, renderSummary(diagnostics, files.length, palette)].join('\n')
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** All findings in one format, without a line break at the end. */
export const renderReport = (
  format: ReportFormat,
  diagnostics: readonly Diagnostic[],
  options: ReportOptions,
): string => {
  switch (format) {
    case 'human':
      return renderAll(diagnostics, options)
    case 'concise':
      return diagnostics.map(renderConcise).join('\n')
    case 'json':
      return renderJson(diagnostics)
    case 'sarif':
      return renderSarif(diagnostics, version, diagnosticPage)
    case 'github':
      return renderGithub(diagnostics)
    case 'gitlab':
      return renderGitlab(diagnostics, sha256)
    case 'junit':
      return renderJunit(diagnostics, options.files)
  }
}

const ranks: Record<Severity, number> = { note: 0, warning: 1, error: 2 }

/** Is there a finding at this level or above? */
export const failsAt = (diagnostics: readonly Diagnostic[], level: Severity): boolean =>
  diagnostics.some((d) => ranks[d.severity] >= ranks[level])
