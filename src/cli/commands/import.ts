import { resolve } from 'node:path'
import { readFile, writeFile } from 'node:fs/promises'
import { defaultCatalog } from '../../default-catalog.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import { renderHuman } from '../../diagnostic/render/human.ts'
import { importEmqx } from '../../import/emqx/import-emqx.ts'
import { nodeCapabilities } from '../../runtime/capabilities.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { readAll, STDIN } from '../read-all.ts'
import { paletteOf, writeLine, type Terminal } from '../terminal.ts'

export interface ImportOptions {
  readonly output: string
  readonly exact?: true
}

const read = async (terminal: Terminal, file: string): Promise<SourceDocument> => {
  if (file === STDIN) return new SourceDocument('<stdin>', (await readAll(terminal.input)).toString('utf8'))
  return new SourceDocument(file, await readFile(resolve(terminal.directory, file), 'utf8'))
}

const count = (number: number): string => `${String(number)} rule${number === 1 ? '' : 's'}`

/** `sluice import emqx`: rules of EMQX as a rule file. Nothing half-done is written for a rule that is refused. */
export const importRules = async (
  terminal: Terminal,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> => {
  const document = await read(terminal, file)
  const vocabulary = { catalog: defaultCatalog, capabilities: nodeCapabilities() }
  const imported = importEmqx(document, vocabulary, { exact: options.exact === true })
  const palette = paletteOf(terminal, 'err')
  for (const finding of imported.diagnostics)
    await writeLine(terminal.err, `${renderHuman(finding, palette)}\n`)
  if (imported.rules !== '') {
    if (options.output === '-') terminal.out.write(imported.rules)
    else await writeFile(resolve(terminal.directory, options.output), imported.rules)
  }
  if (imported.connections !== '')
    await writeLine(terminal.err, `For sluice.yaml:\n\n${imported.connections}`)
  await writeLine(
    terminal.err,
    `${count(imported.carried)} carried over, ${String(imported.refused)} refused`,
  )
  return imported.refused === 0 ? exitCode.fine : exitCode.findings
}
