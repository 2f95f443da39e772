import type { Value } from '../types/value.ts'
import type { Parameter } from './function.ts'

/** A window of GROUP BY. Known to the checker here; what runs it comes with time and state. */
export interface WindowEntry {
  readonly kind: 'window'
  readonly name: string
  /** All are constants. */
  readonly parameters: readonly Parameter[]
  /** Says what is wrong with the arguments, by the names of their parameters, in words that stand for themselves. */
  problem?(values: ReadonlyMap<string, Value>): string | undefined
  /** Can a window that has been given out still change, because two of them may become one? */
  readonly merges?: true
  readonly prose: string
  /** Calls as they stand in GROUP BY. */
  readonly examples: readonly string[]
}

/** Keeps an entry's literal types. */
export const defineWindow = (entry: WindowEntry): WindowEntry => entry
