import type { Engine } from '../../runtime/engine.ts'

/** A running worker, as far as requests need it. */
export interface Worker {
  readonly engine: Engine
  readonly version: string
  readonly startedMs: number
  readonly stateFolder: string
  /** Milliseconds since 1970. */
  nowMs(): number
}
