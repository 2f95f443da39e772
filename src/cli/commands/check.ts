import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Severity } from '../../diagnostic/diagnostic.ts'
import { plainPalette } from '../../diagnostic/render/palette.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { fixRules, writeFixes } from '../fix-rules.ts'
import { loadRules } from '../load-rules.ts'
import { STDIN } from '../read-all.ts'
import { failsAt, renderReport, type ReportFormat } from '../report.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'

export interface CheckOptions {
  readonly config?: string
  readonly profile?: string
  readonly format: ReportFormat
  /** `FORMAT=FILE` each. */
  readonly report: readonly { readonly format: ReportFormat; readonly file: string }[]
  readonly failLevel: Severity
  /** Applies the certain fixes, then checks again. */
  readonly fix?: boolean
  /** Shows what `fix` would change, and writes nothing. */
  readonly dryRun?: boolean
}

/** `sluice check`: findings on standard output, in one format or several. */
export const check = async (
  terminal: Terminal,
  paths: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> => {
  const fixes = options.fix === true || options.dryRun === true
  if (fixes && paths.includes(STDIN)) {
    await writeLine(terminal.err, '--fix changes files; it cannot change standard input')
    return exitCode.usage
  }
  const load = { ...options, notYet: 'warning' } as const
  const fixed = fixes ? await fixRules(terminal, paths, load) : undefined
  if (fixed !== undefined) await writeFixes(terminal, fixed, options.dryRun === true)
  const { diagnostics, documents } = fixed?.loaded ?? (await loadRules(terminal, paths, load))
  const files = documents.map(({ name }) => name)
  for (const { format, file } of options.report)
    await writeFile(
      resolve(terminal.directory, file),
      `${renderReport(format, diagnostics, { files, palette: plainPalette })}\n`,
    )
  const palette = options.format === 'human' ? paletteOf(terminal, 'out') : plainPalette
  const { columns } = terminal.err
  const report = renderReport(options.format, diagnostics, {
    files,
    palette,
    ...(columns === undefined ? {} : { width: columns }),
  })
  if (report !== '') await writeLine(terminal.out, report)
  return failsAt(diagnostics, options.failLevel) ? exitCode.findings : exitCode.fine
}
