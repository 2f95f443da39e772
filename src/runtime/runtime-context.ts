import type { LaneContext } from '../delivery/lane-context.ts'
import type { Lanes } from '../delivery/lanes.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { EngineLimits } from './limits.ts'

/** What the parts of an engine share. */
export interface RuntimeContext extends LaneContext {
  readonly limits: EngineLimits
  readonly lanes: Lanes
  readonly ledger: Ledger
  /** Aborted when the engine gives up waiting. */
  readonly signal: AbortSignal
}
