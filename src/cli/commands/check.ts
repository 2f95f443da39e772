import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Severity } from '../../diagnostic/diagnostic.ts'
import { plainPalette } from '../../diagnostic/render/human.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { loadRules } from '../load-rules.ts'
import { failsAt, renderReport, type ReportFormat } from '../report.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'

export interface CheckOptions {
  readonly config?: string
  readonly profile?: string
  readonly format: ReportFormat
  /** `FORMAT=FILE` each. */
  readonly report: readonly { readonly format: ReportFormat; readonly file: string }[]
  readonly failLevel: Severity
}

/** `sluice check`: findings on standard output, in one format or several. */
export const check = async (
  terminal: Terminal,
  paths: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> => {
  const loaded = await loadRules(terminal, paths, { ...options, notYet: 'warning' })
  const { diagnostics, documents } = loaded
  for (const { format, file } of options.report)
    await writeFile(
      resolve(terminal.directory, file),
      `${renderReport(format, diagnostics, documents.length, plainPalette)}\n`,
    )
  const palette = options.format === 'human' ? paletteOf(terminal, 'out') : plainPalette
  const report = renderReport(options.format, diagnostics, documents.length, palette)
  if (report !== '') await writeLine(terminal.out, report)
  return failsAt(diagnostics, options.failLevel) ? exitCode.findings : exitCode.fine
}
