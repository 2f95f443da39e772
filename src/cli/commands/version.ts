import { exitCode, type ExitCode } from '../exit-code.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { version } from '../version.ts'

/** `sluice version` */
export const printVersion = async (terminal: Terminal): Promise<ExitCode> => {
  await writeLine(terminal.out, `sluice ${version}`)
  return exitCode.fine
}
