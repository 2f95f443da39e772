import type { Type } from '../types/type.ts'
import type { Example, Parameter } from './function.ts'

/** An aggregate or analytic function. Known to the checker here; what runs it comes with time and state. */
export interface AggregateEntry {
  readonly kind: 'aggregate' | 'analytic'
  readonly name: string
  readonly aliases?: readonly string[]
  readonly parameters: readonly Parameter[]
  result(types: readonly Type[]): Type
  readonly prose: string
  readonly examples: readonly Example[]
}
