import type { TokenType } from 'chevrotain'
import type { Step } from './steps.ts'

/** Is this type one of another type, which may be a category? */
const isOf = (type: TokenType, other: TokenType): boolean =>
  type === other || other.categoryMatches?.includes(type.tokenTypeIdx ?? 0) === true

/**
 * The types of token that steps may begin with, in the order of the grammar; one that an earlier category has in it
 * is left out. Chevrotain tells them the same way.
 */
export const beginnings = (
  steps: readonly Step[],
  rules: ReadonlyMap<string, readonly Step[]>,
): readonly TokenType[] => {
  const found: TokenType[] = []
  /** Gives whether what it has gone through may be empty. */
  const through = (some: readonly Step[]): boolean => some.every(into)
  const into = (step: Step): boolean => {
    switch (step.kind) {
      case 'token':
        if (!found.some((other) => isOf(step.type, other))) found.push(step.type)
        return false
      case 'rule':
        return through(rules.get(step.rule) ?? [])
      case 'choice':
        return step.alternatives.map((branch) => through(branch.steps)).some(Boolean)
      case 'option':
        through(step.body.steps)
        return true
      case 'repeat':
        return through(step.body.steps) || !step.isMandatory
    }
  }
  through(steps)
  return found
}
