import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { Collector } from '../../diagnostic/collector.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import { renderHuman } from '../../diagnostic/render/human.ts'
import { format } from '../../syntax/format/format.ts'
import { parse } from '../../syntax/parse.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { readAll, STDIN } from '../read-all.ts'
import { replaceFile } from '../replace-file.ts'
import { findRuleFiles } from '../rule-files.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'
import { unifiedDiff } from '../unified-diff.ts'

export interface FormatOptions {
  /** Names the files that would change, and writes nothing. */
  readonly check: boolean
  /** Shows what would change, and writes nothing. */
  readonly diff: boolean
}

interface Formatted {
  readonly before: string
  /** undefined where the text has mistakes; they have been told. */
  readonly after: string | undefined
}

/** Formats one text. Only what is read without mistakes has a style. */
const formatBytes = async (terminal: Terminal, name: string, bytes: Buffer): Promise<Formatted> => {
  const before = bytes.toString('utf8')
  if (!isUtf8(bytes)) {
    await writeLine(terminal.err, `${name} is not formatted: it is not text in UTF-8`)
    return { before, after: undefined }
  }
  const document = new SourceDocument(name, before)
  const collector = new Collector()
  const file = parse(document, collector)
  if (!collector.hasErrors) return { before, after: format(file, document) }
  const palette = paletteOf(terminal, 'err')
  for (const finding of collector.sorted())
    await writeLine(terminal.err, `${renderHuman(finding, palette)}\n`)
  await writeLine(terminal.err, `${name} is not formatted: it has mistakes of syntax`)
  return { before, after: undefined }
}

const formatInput = async (terminal: Terminal, options: FormatOptions): Promise<ExitCode> => {
  const { before, after } = await formatBytes(terminal, '<stdin>', await readAll(terminal.input))
  if (after === undefined) return exitCode.findings
  if (options.diff) await writeDiff(terminal, '<stdin>', before, after)
  else if (!options.check) terminal.out.write(after)
  return (options.check || options.diff) && after !== before ? exitCode.findings : exitCode.fine
}

const writeDiff = async (terminal: Terminal, name: string, before: string, after: string): Promise<void> => {
  const diff = unifiedDiff(name, before, after)
  if (diff !== '') await writeLine(terminal.out, diff)
}

const count = (number: number, what: string): string =>
  `${String(number)} ${number === 1 ? 'file' : 'files'} ${what}`

/** `sluice fmt`: rule files in their one style. Those with mistakes are left alone. */
export const formatFiles = async (
  terminal: Terminal,
  paths: readonly string[],
  options: FormatOptions,
): Promise<ExitCode> => {
  if (paths.includes(STDIN)) return formatInput(terminal, options)
  const writes = !options.check && !options.diff
  const files = await findRuleFiles(paths.length === 0 ? ['.'] : paths, terminal.directory)
  let [changed, broken] = [0, 0]
  for (const file of files) {
    const name = relative(terminal.directory, file) || file
    const { before, after } = await formatBytes(terminal, name, await readFile(file))
    if (after === undefined) broken++
    if (after === undefined || after === before) continue
    changed++
    if (writes) await replaceFile(file, after)
    if (options.diff) await writeDiff(terminal, name, before, after)
    else await writeLine(terminal.out, name)
  }
  const parts = [
    count(changed, writes ? 'formatted' : 'would change'),
    count(files.length - changed - broken, 'already in style'),
    ...(broken === 0 ? [] : [count(broken, 'left alone')]),
  ]
  await writeLine(terminal.err, parts.join(', '))
  return broken > 0 || (!writes && changed > 0) ? exitCode.findings : exitCode.fine
}
