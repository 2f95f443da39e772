import type { Example, Parameter } from './function.ts'

/** A window of GROUP BY. Known to the checker here; what runs it comes with time and state. */
export interface WindowEntry {
  readonly kind: 'window'
  readonly name: string
  readonly parameters: readonly Parameter[]
  readonly prose: string
  readonly examples: readonly Example[]
}
