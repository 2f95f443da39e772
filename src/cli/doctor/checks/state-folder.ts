import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { ProbeFinding } from '../../../catalog/probe.ts'
import { askWorker } from '../../control/control-client.ts'
import { socketFile } from '../../control/socket-path.ts'
import type { WorkerStatus } from '../../control/worker-status.ts'
import { readCrashes } from '../../run/crash-note.ts'
import type { DoctorCheck } from '../check.ts'

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const writable = async (folder: string): Promise<ProbeFinding> => {
  const exists = await isThere(folder)
  try {
    await access(exists ? folder : dirname(folder), constants.W_OK)
    return { level: 'ok', message: `${folder} ${exists ? 'can be written' : 'can be made'}` }
  } catch (error) {
    return {
      level: 'fail',
      message: `${folder} cannot be written: ${(error as Error).message}`,
      help: 'give the worker’s user the right to write it, or name another with --state',
    }
  }
}

const worker = async (folder: string): Promise<ProbeFinding> => {
  try {
    const { pid, version } = (await askWorker(folder, 'status')) as WorkerStatus
    return { level: 'ok', message: `a worker runs here: process ${String(pid)}, sluice ${version}` }
  } catch {
    return (await isThere(socketFile(folder)))
      ? {
          level: 'warn',
          message: 'a worker has left its control socket: it did not stop in order',
          help: 'look into its log; the next start replaces the socket',
        }
      : { level: 'ok', message: 'no worker runs here' }
  }
}

/** The folder can be written; who uses it; what crashes it knows of. */
export const stateFolder: DoctorCheck = {
  name: 'state folder',
  run: async ({ stateFolder: folder }) => {
    const { crashes, guilty } = readCrashes(folder)
    return [
      await writable(folder),
      await worker(folder),
      ...(crashes > 0 || guilty.length > 0
        ? [
            {
              level: 'warn' as const,
              message: `${String(crashes)} runs in a row ended while records were evaluated; ${String(guilty.length)} records are not evaluated for that`,
              help: 'look at the dead letters with internal-error, and report them',
            },
          ]
        : []),
    ]
  },
}
