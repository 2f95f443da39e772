import type { Type } from '../types/type.ts'
import type { Parameter } from './function.ts'

/** An example: an expression over the records of a group (or of a key, for an analytic function), and its value. */
export interface AggregateExample {
  readonly expression: string
  /** The records as a JSON array of objects, in order. */
  readonly rows: string
  /** The value as JSON; of an analytic function that for the last record. */
  readonly result: string
}

/**
 * An aggregate (one value for a group, or with OVER a running one) or an analytic function (with OVER alone, one value
 * for each record). Known to the checker here; what runs it comes with time and state.
 */
export interface AggregateEntry {
  readonly kind: 'aggregate' | 'analytic'
  readonly name: string
  readonly aliases?: readonly string[]
  readonly parameters: readonly Parameter[]
  result(types: readonly Type[]): Type
  /** May `*` stand for the arguments? */
  readonly star?: true
  /** May DISTINCT stand before them? */
  readonly distinct?: true
  readonly prose: string
  readonly examples: readonly AggregateExample[]
}

/** Keeps an entry's literal types. */
export const defineAggregate = (entry: AggregateEntry): AggregateEntry => entry
