import type { Value } from '../../types/value.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Checked, Compare } from '../checked/expression.ts'
import { factKey } from '../expression/facts.ts'
import { complement, interval, type Domain } from './domain.ts'

/** What a condition says of one value that is read. */
export interface Constraint {
  readonly key: string
  readonly domain: Domain
  readonly condition: Checked
}

type Alias = (index: number) => Checked | undefined

const numberOf = (value: Value): number | undefined => {
  if (typeof value === 'number') return value
  const number = value instanceof Decimal ? value.toNumber() : Number.NaN
  return Number.isNaN(number) ? undefined : number
}

const mirrored: Record<Compare['operator'], Compare['operator']> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

const numbers = (operator: Compare['operator'], value: number, isWhole: boolean): Domain => {
  const below = isWhole ? Math.ceil(value) - 1 : value
  const above = isWhole ? Math.floor(value) + 1 : value
  switch (operator) {
    case '=':
      return { kind: 'numbers', intervals: [interval(value, value)] }
    case '<>':
      return complement({ kind: 'numbers', intervals: [interval(value, value)] })
    case '<':
      return { kind: 'numbers', intervals: [interval(-Infinity, below, true, !isWhole)] }
    case '<=':
      return { kind: 'numbers', intervals: [interval(-Infinity, value)] }
    case '>':
      return { kind: 'numbers', intervals: [interval(above, Infinity, !isWhole)] }
    case '>=':
      return { kind: 'numbers', intervals: [interval(value, Infinity)] }
  }
}

const ofLiteral = (operator: Compare['operator'], read: Checked, value: Value): Domain | undefined => {
  const number = numberOf(value)
  if (number !== undefined) return numbers(operator, number, read.type.kind === 'INTEGER')
  if (operator !== '=' && operator !== '<>') return undefined
  if (typeof value !== 'string' && typeof value !== 'boolean') return undefined
  return { kind: 'texts', isComplement: operator === '<>', texts: [String(value)] }
}

/** Longer lists are not looked into: their ranges cost more than they tell. */
const LIST_MAX = 100

const listDomain = (read: Checked, values: readonly Checked[]): Domain | undefined => {
  if (values.length > LIST_MAX) return undefined
  const domains = values.map((value) =>
    value.kind === 'literal' ? ofLiteral('=', read, value.value) : undefined,
  )
  const known = domains.filter((domain) => domain !== undefined)
  if (known.length < values.length) return undefined
  const points = known.flatMap((domain) => (domain.kind === 'numbers' ? domain.intervals : []))
  const texts = known.flatMap((domain) => (domain.kind === 'texts' ? domain.texts : []))
  if (points.length === known.length) return { kind: 'numbers', intervals: points }
  return texts.length === known.length ? { kind: 'texts', isComplement: false, texts } : undefined
}

/** Follows an alias to what it computes. */
const resolved = (e: Checked, alias: Alias): Checked => {
  const expression = e.kind === 'alias' ? alias(e.index) : undefined
  return expression === undefined ? e : resolved(expression, alias)
}

const domainOf = (read: Checked, e: Checked): Domain | undefined => {
  switch (e.kind) {
    case 'compare':
      if (e.right.kind === 'literal') return ofLiteral(e.operator, read, e.right.value)
      return e.left.kind === 'literal' ? ofLiteral(mirrored[e.operator], read, e.left.value) : undefined
    case 'in': {
      const domain = listDomain(read, e.list)
      return e.negated ? domain && complement(domain) : domain
    }
    case 'between': {
      const low = e.low.kind === 'literal' ? numberOf(e.low.value) : undefined
      const high = e.high.kind === 'literal' ? numberOf(e.high.value) : undefined
      if (low === undefined || high === undefined) return undefined
      const inside: Domain = { kind: 'numbers', intervals: low > high ? [] : [interval(low, high)] }
      return e.negated ? complement(inside) : inside
    }
    case 'is':
      if (e.test === 'NULL') return { kind: e.negated ? 'not-null' : 'null' }
      if (e.test === 'MISSING' || e.negated) return undefined
      return { kind: 'texts', isComplement: false, texts: [e.test.toLowerCase()] }
    default:
      return e.type.kind === 'BOOLEAN' ? { kind: 'texts', isComplement: false, texts: ['true'] } : undefined
  }
}

const subject = (e: Checked): Checked => {
  switch (e.kind) {
    case 'compare':
      return e.right.kind === 'literal' ? e.left : e.right
    case 'in':
    case 'between':
    case 'is':
      return e.operand
    default:
      return e
  }
}

/** What a condition says of one read, if that is all it says. Text read as a number is told apart from text. */
export const constraintOf = (condition: Checked, alias: Alias): Constraint | undefined => {
  const e = resolved(condition, alias)
  if (e.kind === 'not') {
    const inner = constraintOf(e.operand, alias)
    return inner && { ...inner, domain: complement(inner.domain), condition }
  }
  const read = resolved(subject(e), alias)
  const key = factKey(read)
  const domain = key === undefined ? undefined : domainOf(read, e)
  return key === undefined || domain === undefined ? undefined : { key, domain, condition }
}
