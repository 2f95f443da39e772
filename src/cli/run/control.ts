import { errorWords } from '../../base/error-words.ts'
import type { Log } from '../../stream/log.ts'
import { openControl, type ControlServer } from '../control/control-server.ts'
import { controlRequests } from '../control/requests.ts'
import type { Worker } from '../control/worker.ts'
import { systemClock } from '../system-clock.ts'
import { version } from '../version.ts'

/** What a worker is asked about. */
export type ControlledWorker = Pick<Worker, 'engine' | 'stateFolder' | 'snapshot' | 'reload'> & {
  readonly log: Log
}

/** Opens the control socket. A worker runs without one where its state folder is taken or cannot be written. */
export const startControl = async ({
  log,
  ...controlled
}: ControlledWorker): Promise<ControlServer | undefined> => {
  const nowMs = (): number => systemClock.wallMs()
  const { stateFolder } = controlled
  const worker = { ...controlled, version, startedMs: nowMs(), nowMs }
  try {
    const control = await openControl(worker, controlRequests)
    if (control === undefined)
      log.warn(
        `another worker has the control socket in ${stateFolder}: this one cannot be asked for its status; give it a folder of its own with --state`,
      )
    return control
  } catch (error) {
    log.warn(`there is no control socket in ${stateFolder}: ${errorWords(error)}`)
    return undefined
  }
}
