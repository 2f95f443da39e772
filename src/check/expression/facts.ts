import type { Checked } from '../checked/expression.ts'

/** Keys of expressions that are known not to be NULL. */
export type Facts = ReadonlySet<string>

export const noFacts: Facts = new Set()

/** What an expression is known to have given. `not-true` is FALSE or NULL, `not-false` TRUE or NULL. */
type Outcome = 'true' | 'false' | 'not-true' | 'not-false'

/** Names what is read, so that two reads of the same value have the same key; undefined for all else. */
export const factKey = (e: Checked): string | undefined => {
  switch (e.kind) {
    case 'column':
      return `column ${String(e.index)}`
    case 'payload':
      return `payload ${JSON.stringify(e.path)}`
    case 'context':
      return `context ${e.name}`
    case 'alias':
      return `alias ${String(e.index)}`
    case 'upstream':
      return `upstream ${String(e.index)}`
    case 'joined':
      return `joined ${String(e.join)} ${String(e.column)}`
    case 'parameter':
      return `parameter ${String(e.id)}`
    case 'field': {
      const target = factKey(e.target)
      return target && `${target}.${JSON.stringify(e.name)}`
    }
    case 'element': {
      const target = factKey(e.target)
      return target && e.index.kind === 'literal'
        ? `${target}[${JSON.stringify(String(e.index.value))}]`
        : undefined
    }
    default:
      return undefined
  }
}

type AliasExpression = (index: number) => Checked | undefined

/** What is not NULL when `e` has a value: what it reads, through everything that gives NULL for NULL. */
const strictReads = (e: Checked, alias: AliasExpression, into: Set<string>): void => {
  const key = factKey(e)
  if (key !== undefined) into.add(key)
  switch (e.kind) {
    case 'alias': {
      const expression = alias(e.index)
      if (expression !== undefined) strictReads(expression, alias, into)
      return
    }
    case 'arithmetic':
    case 'compare':
      strictReads(e.left, alias, into)
      strictReads(e.right, alias, into)
      return
    case 'negate':
    case 'not':
      strictReads(e.operand, alias, into)
      return
    case 'convert':
    case 'read':
      strictReads(e.operand, alias, into)
      return
    case 'like':
    case 'regexp':
      strictReads(e.operand, alias, into)
      strictReads(e.pattern, alias, into)
      return
    case 'in':
    case 'in-array':
    case 'between':
      strictReads(e.operand, alias, into)
      return
    case 'concat':
      for (const operand of e.operands) strictReads(operand, alias, into)
      return
    case 'field':
    case 'element':
    case 'slice':
      strictReads(e.target, alias, into)
      return
    case 'call':
      if (e.entry.nulls === 'propagate')
        for (const argument of e.args) if (argument.kind !== 'lambda') strictReads(argument, alias, into)
      return
    default:
  }
}

const union = (sets: readonly Set<string>[]): Set<string> => new Set(sets.flatMap((set) => [...set]))

const intersection = (sets: readonly Set<string>[]): Set<string> => {
  const [first, ...rest] = sets
  return new Set([...(first ?? [])].filter((key) => rest.every((set) => set.has(key))))
}

const negated: Record<Outcome, Outcome> = {
  true: 'false',
  false: 'true',
  'not-true': 'not-false',
  'not-false': 'not-true',
}

const valueFacts = (e: Checked, alias: AliasExpression): Set<string> => {
  const keys = new Set<string>()
  strictReads(e, alias, keys)
  return keys
}

/** AND that is TRUE, or not FALSE, has operands that all are; of the other outcomes each operand could be the cause. */
const logicalFacts = (
  e: Checked & { kind: 'logical' },
  outcome: Outcome,
  alias: AliasExpression,
): Set<string> => {
  const sets = e.operands.map((operand) => outcomeFacts(operand, outcome, alias))
  const all = e.operator === 'AND' ? ['true', 'not-false'] : ['false', 'not-true']
  return all.includes(outcome) ? union(sets) : intersection(sets)
}

const testFacts = (e: Checked & { kind: 'is' }, isTrue: boolean, alias: AliasExpression): Set<string> => {
  const holds = isTrue !== e.negated
  switch (e.test) {
    case 'NULL':
    case 'MISSING':
      return holds || e.test === 'MISSING' ? new Set() : valueFacts(e.operand, alias)
    case 'TRUE':
      return holds ? outcomeFacts(e.operand, 'true', alias) : new Set()
    case 'FALSE':
      return holds ? outcomeFacts(e.operand, 'false', alias) : new Set()
  }
}

/** What is known not to be NULL where `e` had this outcome. */
export const outcomeFacts = (e: Checked, outcome: Outcome, alias: AliasExpression): Set<string> => {
  const strict = outcome === 'true' || outcome === 'false'
  switch (e.kind) {
    case 'logical':
      return logicalFacts(e, outcome, alias)
    case 'not':
      return outcomeFacts(e.operand, negated[outcome], alias)
    case 'is':
      return testFacts(e, outcome === 'true' || outcome === 'not-false', alias)
    case 'distinct': {
      const isEqual = e.negated === (outcome === 'true' || outcome === 'not-false')
      if (!isEqual) return new Set()
      const sides = [e.left, e.right]
      return union(
        sides.filter((_, k) => sides[1 - k]?.type.nullable === false).map((side) => valueFacts(side, alias)),
      )
    }
    case 'alias': {
      const expression = alias(e.index)
      const inner = expression === undefined ? new Set<string>() : outcomeFacts(expression, outcome, alias)
      return strict ? union([inner, valueFacts(e, alias)]) : inner
    }
    default:
      return strict || (e.type.kind === 'BOOLEAN' && !e.type.nullable) ? valueFacts(e, alias) : new Set()
  }
}
