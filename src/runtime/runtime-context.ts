import type { LaneContext } from '../delivery/lane-context.ts'
import type { Lanes } from '../delivery/lanes.ts'
import type { ClockWatch } from './clock-watch.ts'
import type { EvaluationNote } from './evaluation/evaluation-note.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { EngineLimits } from './limits.ts'
import type { WorkerNumber } from '../stream/partition-owner.ts'
import type { Durability } from './outbox/durability.ts'
import type { Transactions } from './outbox/transactions.ts'
import type { Tables } from './table/tables.ts'

/** What the parts of an engine share. */
export interface RuntimeContext extends LaneContext {
  readonly limits: EngineLimits
  readonly lanes: Lanes
  readonly ledger: Ledger
  /** Present where the worker has a state folder. */
  readonly durability: Durability | undefined
  readonly tables: Tables
  readonly transactions: Transactions
  readonly time: ClockWatch
  readonly note: EvaluationNote
  readonly worker: WorkerNumber
  /** Aborted when the engine gives up waiting. */
  readonly signal: AbortSignal
}
