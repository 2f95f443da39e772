import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import { renderConcise } from '../diagnostic/render/concise.ts'
import { renderHuman, renderSummary, type Palette } from '../diagnostic/render/human.ts'
import { renderJson } from '../diagnostic/render/json.ts'
import { renderSarif } from '../diagnostic/render/sarif.ts'
import { version } from './version.ts'

export const reportFormats = ['human', 'concise', 'json', 'sarif'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** All findings in one format, without a line break at the end. */
export const renderReport = (
  format: ReportFormat,
  diagnostics: readonly Diagnostic[],
  fileCount: number,
  palette: Palette,
): string => {
  switch (format) {
    case 'human': {
      const findings = diagnostics.map((d) => `${renderHuman(d, palette)}\n`)
      return [...findings, renderSummary(diagnostics, fileCount, palette)].join('\n')
    }
    case 'concise':
      return diagnostics.map(renderConcise).join('\n')
    case 'json':
      return renderJson(diagnostics)
    case 'sarif':
      return renderSarif(diagnostics, version)
  }
}

const ranks: Record<Severity, number> = { note: 0, warning: 1, error: 2 }

/** Is there a finding at this level or above? */
export const failsAt = (diagnostics: readonly Diagnostic[], level: Severity): boolean =>
  diagnostics.some((d) => ranks[d.severity] >= ranks[level])
