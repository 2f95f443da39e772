import { createReadStream, createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Program } from '../../codegen/program.ts'
import { compileProgram } from '../../codegen/compile-program.ts'
import { formatOfName, readRows } from '../../connectors/rows/read-rows.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import { replay as replayProgram } from '../../runtime/replay/replay.ts'
import type { Value } from '../../types/value.ts'
import { compileOptions } from '../compile-options.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { byteLines } from '../byte-lines.ts'
import { loadRules } from '../load-rules.ts'
import { failsAt } from '../report.ts'
import { plainLog } from '../stderr-log.ts'
import { writeLine, type Terminal } from '../terminal.ts'

export interface ReplayOptions {
  readonly config?: string
  readonly profile?: string
  readonly input: string
  readonly output: string
  /** Files with the rows of tables, by name of the table. */
  readonly table: ReadonlyMap<string, string>
}

/** The same rules on the same lines give the same bytes, so what is random has a fixed seed. */
const SEED = 1

const BYTES_MAX = 268_435_456

/** The rows of tables that stand in files, or what is wrong with one of them. */
const readTables = async (
  shapes: Program['tables'],
  files: ReadonlyMap<string, string>,
  directory: string,
): Promise<ReadonlyMap<string, readonly Value[]> | string> => {
  const tables = new Map<string, readonly Value[]>()
  for (const [name, file] of files) {
    const columns = shapes.find((shape) => shape.name === name)?.columns ?? []
    const text = { format: formatOfName(file), separator: ',', columns, bytesMax: BYTES_MAX }
    const chunks = createReadStream(resolve(directory, file)) as AsyncIterable<Uint8Array>
    const rows: Value[] = []
    try {
      for await (const some of readRows(chunks, text)) rows.push(...some.map(({ value }) => value))
    } catch (error) {
      return `--table ${name}=${file}: ${(error as Error).message}`
    }
    tables.set(name, rows)
  }
  return tables
}

/** `sluice replay`: runs rules on recorded lines; no server is touched. */
export const replay = async (
  terminal: Terminal,
  paths: readonly string[],
  options: ReplayOptions,
): Promise<ExitCode> => {
  const loaded = await loadRules(terminal, paths, options)
  if (failsAt(loaded.diagnostics, 'error')) {
    for (const d of loaded.diagnostics) await writeLine(terminal.err, `${renderHuman(d, plainPalette)}\n`)
    return exitCode.findings
  }
  const program = compileProgram(loaded.project, compileOptions({ seed: SEED, encodeAll: true }))
  const tables = await readTables(program.tables, options.table, terminal.directory)
  if (typeof tables === 'string') {
    await writeLine(terminal.err, tables)
    return exitCode.usage
  }
  const input =
    options.input === '-' ? terminal.input : createReadStream(resolve(terminal.directory, options.input))
  const output: NodeJS.WritableStream =
    options.output === '-' ? terminal.out : createWriteStream(resolve(terminal.directory, options.output))
  const opened = new Promise<void>((_, reject) => {
    const streams: readonly NodeJS.EventEmitter[] = [input, output]
    for (const stream of streams) stream.once('error', reject)
  })
  opened.catch(() => undefined)
  const written = replayProgram(
    program,
    byteLines(input),
    (line) => {
      output.write(`${line}\n`)
    },
    { catalog: defaultCatalog, log: plainLog(terminal, 'info'), tables },
  )
  const result = await Promise.race([written, opened.then(() => undefined)])
  if (output !== terminal.out)
    await new Promise<void>((done) => {
      output.once('finish', done)
      output.end()
    })
  for (const line of result?.summary ?? []) await writeLine(terminal.err, line)
  return exitCode.fine
}
