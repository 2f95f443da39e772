import type { TokenType } from 'chevrotain'
import type { Step, Steps } from './steps.ts'
import { typeNamed } from './tokens.ts'

/** Is this type one of another type, which may be a category? */
const isOf = (type: TokenType, other: TokenType): boolean =>
  type === other || other.categoryMatches?.includes(type.tokenTypeIdx ?? 0) === true

/**
 * The types of token that steps may begin with, in the order of the grammar; one that an earlier category has in it
 * is left out. Chevrotain tells them the same way.
 */
export const beginnings = (steps: readonly Step[], rules: Steps): readonly TokenType[] => {
  const found: TokenType[] = []
  /** Gives whether what it has gone through may be empty. */
  const through = (some: readonly Step[]): boolean => some.every(into)
  const into = (step: Step): boolean => {
    switch (step.kind) {
      case 'token': {
        const type = typeNamed(step.type)
        if (!found.some((other) => isOf(type, other))) found.push(type)
        return false
      }
      case 'rule':
        return through(rules[step.rule] ?? [])
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
