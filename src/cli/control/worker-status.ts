import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'

/** The answer to `status`. */
export interface WorkerStatus extends EngineSnapshot {
  readonly version: string
  readonly pid: number
  /** ISO 8601. */
  readonly started: string
  readonly uptimeMs: number
  readonly stateFolder: string
}
