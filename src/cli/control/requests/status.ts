import type { ControlRequest } from '../request.ts'
import type { WorkerStatus } from '../worker-status.ts'

/** What the worker is doing: connections, ledgers, lanes, journal, alarms. */
export const status: ControlRequest = {
  name: 'status',
  isReading: true,
  run: async ({ nowMs, snapshot, startedMs, stateFolder, version }): Promise<WorkerStatus> => ({
    version,
    pid: process.pid,
    started: new Date(startedMs).toISOString(),
    uptimeMs: nowMs() - startedMs,
    stateFolder,
    ...snapshot(),
  }),
}
