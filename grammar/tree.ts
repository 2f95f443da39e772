import type { IToken } from 'chevrotain'

/**
 * What a rule of the grammar has read: its parts in the order in which they are written, each under the label that
 * the rule gives it. A layer of operators with a single operand is that operand itself.
 */
export interface Tree {
  readonly rule: string
  readonly labels: readonly string[]
  readonly parts: readonly (Tree | IToken)[]
  /** Offsets of the first character, and behind the last one. */
  readonly start: number
  readonly end: number
}

export const isTree = (part: Tree | IToken): part is Tree => 'parts' in part
