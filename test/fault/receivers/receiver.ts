import type { Arrivals } from '../parts/arrivals.ts'
import type { SinkCell } from '../harness/experiment.ts'

/** One sink of the rule, as the experiment sees it from outside. */
export interface Receiver {
  /** What it stands for in the promise table. */
  readonly cell: SinkCell
  /** Name and settings of the connection in sluice.yaml. */
  readonly connection: string
  readonly options: Readonly<Record<string, unknown>>
  /** What stands behind INTO. */
  readonly target: string
  /** Rows that have come by now, repeats among them; rejects while the server is down. */
  count(): Promise<number>
  arrivals(): Promise<Arrivals>
}
