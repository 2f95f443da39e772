import type { Checked } from '../checked/expression.ts'
import { factKey, noFacts, union, type Facts } from './facts.ts'

/** What an expression is known to have given. `not-true` is FALSE or NULL, `not-false` TRUE or NULL. */
export type Outcome = 'true' | 'false' | 'not-true' | 'not-false'

/** Operands that must have a value for the expression to have one. */
const strictOperands = (e: Checked): readonly Checked[] => {
  switch (e.kind) {
    case 'arithmetic':
    case 'compare':
      return [e.left, e.right]
    case 'negate':
    case 'not':
    case 'convert':
    case 'read':
    case 'in':
    case 'in-array':
    case 'between':
      return [e.operand]
    case 'like':
    case 'regexp':
      return [e.operand, e.pattern]
    case 'concat':
      return e.operands
    case 'field':
    case 'element':
    case 'slice':
      return [e.target]
    case 'call':
      return e.entry.nulls === 'propagate' ? e.args.filter((argument) => argument.kind !== 'lambda') : []
    default:
      return []
  }
}

const intersection = (sets: readonly Facts[]): Facts => {
  const [first, ...rest] = sets
  return new Set([...(first ?? [])].filter((key) => rest.every((set) => set.has(key))))
}

const negated: Record<Outcome, Outcome> = {
  true: 'false',
  false: 'true',
  'not-true': 'not-false',
  'not-false': 'not-true',
}

/** Finds what is not NULL where conditions had an outcome. Aliases are followed, each once. */
class OutcomeFacts {
  private readonly alias: (index: number) => Checked | undefined
  private readonly known = new Map<string, Facts>()

  constructor(alias: (index: number) => Checked | undefined) {
    this.alias = alias
  }

  of(e: Checked, outcome: Outcome): Facts {
    const isTrue = outcome === 'true' || outcome === 'not-false'
    const isSure = outcome === 'true' || outcome === 'false'
    switch (e.kind) {
      case 'logical':
        return this.logical(e, outcome)
      case 'not':
        return this.of(e.operand, negated[outcome])
      case 'is':
        return this.test(e, isTrue)
      case 'distinct': {
        if (e.negated !== isTrue) return noFacts
        const sides = [e.left, e.right].filter((_, k) => ![e.left, e.right][1 - k]?.type.nullable)
        return union(sides.map((side) => this.value(side)))
      }
      case 'alias':
        return this.throughAlias(e, outcome, isSure)
      default:
        return isSure || (e.type.kind === 'BOOLEAN' && !e.type.nullable) ? this.value(e) : noFacts
    }
  }

  /** AND that is TRUE, or not FALSE, has operands that all are; of other outcomes each operand could be the cause. */
  private logical(e: Checked & { kind: 'logical' }, outcome: Outcome): Facts {
    const sets = e.operands.map((operand) => this.of(operand, outcome))
    const all = e.operator === 'AND' ? ['true', 'not-false'] : ['false', 'not-true']
    return all.includes(outcome) ? union(sets) : intersection(sets)
  }

  private test(e: Checked & { kind: 'is' }, isTrue: boolean): Facts {
    const holds = isTrue !== e.negated
    switch (e.test) {
      case 'NULL':
        return holds ? noFacts : this.value(e.operand)
      case 'MISSING':
        return noFacts
      case 'TRUE':
        return holds ? this.of(e.operand, 'true') : noFacts
      case 'FALSE':
        return holds ? this.of(e.operand, 'false') : noFacts
    }
  }

  private throughAlias(e: Checked & { kind: 'alias' }, outcome: Outcome, isSure: boolean): Facts {
    const id = `${String(e.index)} ${outcome}`
    const known = this.known.get(id)
    if (known !== undefined) return known
    const expression = this.alias(e.index)
    const inner = expression === undefined ? noFacts : this.of(expression, outcome)
    const all = isSure ? union([inner, this.value(e)]) : inner
    this.known.set(id, all)
    return all
  }

  /** What is not NULL when `e` has a value: what it reads, through everything that gives NULL for NULL. */
  private value(e: Checked): Facts {
    const keys = new Set<string>()
    const collect = (part: Checked): void => {
      const key = factKey(part)
      if (key !== undefined && keys.has(key)) return
      if (key !== undefined) keys.add(key)
      const below = part.kind === 'alias' ? this.alias(part.index) : undefined
      if (below !== undefined) collect(below)
      strictOperands(part).forEach(collect)
    }
    collect(e)
    return keys
  }
}

/** Keys of what is known not to be NULL where `e` had this outcome. */
export const outcomeFacts = (
  e: Checked,
  outcome: Outcome,
  alias: (index: number) => Checked | undefined,
): Facts => new OutcomeFacts(alias).of(e, outcome)
