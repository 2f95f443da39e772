/** A float of EMQX: 2.0 is not 2. */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** A value as EMQX has it: undefined is its own kind, and integers are numbers. */
export type Term = undefined | null | boolean | number | Float | string | readonly Term[] | TermMap
export interface TermMap {
  readonly [name: string]: Term
}

/** An exception of EMQX: no row is made. */
export class Raised extends Error {}
/** Something that this evaluator does not know. */
export class Unsure extends Error {}

export const fromJson = (value: unknown): Term => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : new Float(value)
  if (Array.isArray(value)) return value.map(fromJson)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fromJson(one)]))
  return value as Term
}

export const toJson = (term: Term): unknown => {
  if (term instanceof Float) return term.value
  if (Array.isArray(term)) return (term as readonly Term[]).map((one) => toJson(one) ?? null)
  if (typeof term === 'object' && term !== null)
    return Object.fromEntries(Object.entries(term as TermMap).map(([name, one]) => [name, toJson(one)]))
  return term
}

export const isNumber = (term: Term): term is number | Float =>
  typeof term === 'number' || term instanceof Float
export const numeric = (term: number | Float): number => (typeof term === 'number' ? term : term.value)
const isMap = (term: Term): term is TermMap =>
  typeof term === 'object' && term !== null && !Array.isArray(term) && !(term instanceof Float)

/** The order of Erlang's kinds: number, atom, map, list, binary. */
const rank = (term: Term): number => {
  if (isNumber(term)) return 0
  if (term === null || typeof term === 'boolean') return 1
  if (isMap(term)) return 2
  return Array.isArray(term) ? 3 : 4
}

/** `==`: integers and floats of one value are equal, deep inside too. */
export const looselyEqual = (left: Term, right: Term): boolean => {
  if (isNumber(left) && isNumber(right)) return numeric(left) === numeric(right)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((one, k) => looselyEqual(one as Term, right[k] as Term))
  if (isMap(left) && isMap(right)) {
    const names = Object.keys(left)
    return (
      names.length === Object.keys(right).length &&
      names.every((name) => name in right && looselyEqual(left[name], right[name]))
    )
  }
  return left === right
}

/** `=:=`: kind for kind. */
export const exactlyEqual = (left: Term, right: Term): boolean => {
  if (isNumber(left) && isNumber(right))
    return left instanceof Float === right instanceof Float && numeric(left) === numeric(right)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((one, k) => exactlyEqual(one as Term, right[k] as Term))
  return looselyEqual(left, right)
}

const numberOf = (text: string): number | Float => {
  if (/^-?\d+$/.test(text)) return Number(text)
  if (/^-?\d+\.\d+$/.test(text)) return new Float(Number(text))
  throw new Raised(`no number: ${text}`)
}

const order = (left: Term, right: Term): number => {
  if (isNumber(left) && isNumber(right)) return numeric(left) - numeric(right)
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  if (rank(left) !== rank(right)) return rank(left) - rank(right)
  if (looselyEqual(left, right) && !isMap(left) && !Array.isArray(left)) return 0
  throw new Unsure('an order that nobody needs')
}

const decided = (operator: string, left: Term, right: Term): boolean => {
  switch (operator) {
    case '=':
      return looselyEqual(left, right)
    case '!=':
      return !looselyEqual(left, right)
    case '<':
      return order(left, right) < 0
    case '<=':
      return order(left, right) <= 0
    case '>':
      return order(left, right) > 0
    default:
      return order(left, right) >= 0
  }
}

/** A comparison as EMQX makes it. */
export const compareTerms = (operator: string, left: Term, right: Term): boolean => {
  if (left === undefined && right === undefined) return ['=', '<=', '>='].includes(operator)
  if (left === undefined || right === undefined) return false
  if (isNumber(left) && typeof right === 'string') return decided(operator, left, numberOf(right))
  if (typeof left === 'string' && isNumber(right)) return decided(operator, numberOf(left), right)
  if (rank(left) === 1 && typeof right === 'string') return decided(operator, String(left), right)
  if (typeof left === 'string' && rank(right) === 1) return decided(operator, left, String(right))
  return decided(operator, left, right)
}

/** The text that EMQX makes of a value. */
export const textOfTerm = (term: Term): string => {
  if (typeof term === 'string') return term
  if (term instanceof Float) {
    const text = String(Math.round(term.value * 1e10) / 1e10)
    return text.includes('.') ? text : `${text}.0`
  }
  if (typeof term === 'object' && term !== null) return JSON.stringify(toJson(term))
  return String(term)
}
