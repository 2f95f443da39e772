import { askWorker } from '../control/control-client.ts'
import { ControlProblem } from '../control/request.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import type { ReloadReport } from '../reload/reload-report.ts'
import { stateFolderOf, type StateOptions } from '../state-folder.ts'
import { writeLine, type Terminal } from '../terminal.ts'

export interface ReloadCommandOptions extends StateOptions {
  readonly json: boolean
  /** Connections that sluice.yaml no longer has, whose rows are given up. */
  readonly discardLane?: readonly string[]
}

/** `sluice reload`: the running worker reads its rule files again; 1 where it keeps the old ones. */
export const reload = async (terminal: Terminal, options: ReloadCommandOptions): Promise<ExitCode> => {
  try {
    const stateFolder = await stateFolderOf(terminal, options)
    const asked = { discardLanes: options.discardLane ?? [] }
    const report = (await askWorker(stateFolder, 'reload', asked)) as ReloadReport
    if (options.json) await writeLine(terminal.out, JSON.stringify(report))
    else for (const line of report.lines) await writeLine(report.isDone ? terminal.out : terminal.err, line)
    return report.isDone ? exitCode.fine : exitCode.findings
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error
    await writeLine(terminal.err, error.message)
    return exitCode.unreachable
  }
}
