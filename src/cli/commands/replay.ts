import { createReadStream, createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { compileProgram } from '../../codegen/compile-program.ts'
import { defaultCatalog } from '../../default-catalog.ts'
import { plainPalette, renderHuman } from '../../diagnostic/render/human.ts'
import { replay as replayProgram } from '../../runtime/replay/replay.ts'
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
}

/** The same rules on the same lines give the same bytes, so what is random has a fixed seed. */
const SEED = 1

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
    { catalog: defaultCatalog, log: plainLog(terminal, 'info') },
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
