import type { Clock } from '../../stream/clock.ts'
import type { Log } from '../../stream/log.ts'
import type { TableLimits } from './limits.ts'

/** What the tables of an engine need of it. */
export interface TableContext {
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  readonly alarm: (name: string, message: string) => void
  readonly limits: TableLimits & {
    readonly backoffMinMs: number
    readonly backoffMaxMs: number
    readonly outageRepeatMs: number
  }
}

export interface TableSnapshot {
  readonly name: string
  readonly connection: string
  readonly state: 'loading' | 'loaded' | 'cached' | 'down'
  /** Why its server is waited for. */
  readonly reason: string | undefined
  readonly rows: number
  /** Since its contents were complete; undefined before that. */
  readonly ageMs: number | undefined
}
