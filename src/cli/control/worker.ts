import type { Engine } from '../../runtime/engine.ts'
import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'
import type { ReloadReport } from '../reload/reload-report.ts'

/** A running worker, as far as requests need it. */
export interface Worker {
  readonly engine: Engine
  readonly version: string
  readonly startedMs: number
  readonly stateFolder: string
  /** Milliseconds since 1970. */
  nowMs(): number
  /** What the engine is doing, without secrets. */
  snapshot(): EngineSnapshot
  /** Reads the rule files again; rows for these connections are given up where they are gone. */
  reload(discardLanes: readonly string[]): Promise<ReloadReport>
}
