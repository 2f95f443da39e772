import { JournalRefused } from '../../journal/refusal.ts'
import { askWorker } from '../control/control-client.ts'
import { ControlProblem } from '../control/request.ts'
import type { WorkerStatus } from '../control/worker-status.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { inspectLanes } from '../journal-lanes.ts'
import { journalFolder } from '../open-state.ts'
import { stateFolderOf, type StateOptions } from '../state-folder.ts'
import { statusText } from '../status-text.ts'
import { StopSignal } from '../stop-signal.ts'
import { systemClock } from '../system-clock.ts'
import { writeLine, type Terminal } from '../terminal.ts'
import { waitingLines } from '../waiting-lines.ts'

export interface StatusOptions extends StateOptions {
  readonly json: boolean
  /** Once even on a terminal. */
  readonly once: boolean
}

const EVERY_MS = 1_000
const CLEAR_LINE = '\u001b[2K'
const CLEAR_BELOW = '\u001b[0J'

/** Shows the state again and again, in place, until it is interrupted or the worker ends. */
const living = async (terminal: Terminal, stateFolder: string): Promise<void> => {
  const stop = new StopSignal()
  const ended = new AbortController()
  void stop.first.then(() => ended.abort())
  let height = 0
  while (!ended.signal.aborted) {
    const lines = statusText((await askWorker(stateFolder, 'status')) as WorkerStatus)
    const width = terminal.out.columns ?? 80
    // What does not fit could not be overwritten.
    const visible = lines.slice(0, Math.max(1, (terminal.out.rows ?? 24) - 1))
    const up = height === 0 ? '' : `\u001b[${String(height)}A`
    const text = visible.map((line) => `${CLEAR_LINE}${line.slice(0, width - 1)}\n`).join('')
    terminal.out.write(`${up}${text}${CLEAR_BELOW}`)
    height = visible.length
    await systemClock.sleep(EVERY_MS, ended.signal)
  }
}

/** What waits in the journal of a worker that does not run. */
const left = async (stateFolder: string): Promise<readonly string[]> => {
  try {
    const lanes = (await inspectLanes(journalFolder(stateFolder)))?.lanes ?? []
    return waitingLines(lanes.map(({ lane, rowsWaiting }) => ({ name: lane, waitingRows: rowsWaiting })))
  } catch (error) {
    if (error instanceof JournalRefused) return [error.message]
    throw error
  }
}

/** `sluice status`: what the worker of a state folder is doing. */
export const status = async (terminal: Terminal, options: StatusOptions): Promise<ExitCode> => {
  const stateFolder = await stateFolderOf(terminal, options)
  try {
    if (!options.json && !options.once && terminal.out.isTTY === true) await living(terminal, stateFolder)
    else {
      const now = (await askWorker(stateFolder, 'status')) as WorkerStatus
      await writeLine(terminal.out, options.json ? JSON.stringify(now) : statusText(now).join('\n'))
    }
    return exitCode.fine
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error
    await writeLine(terminal.err, error.message)
    if (!options.json) for (const line of await left(stateFolder)) await writeLine(terminal.err, line)
    return exitCode.unreachable
  }
}
