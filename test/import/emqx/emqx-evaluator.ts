import {
  compareTerms,
  exactlyEqual,
  Float,
  isNumber,
  numeric,
  Raised,
  textOfTerm,
  type Term,
  type TermMap,
} from './emqx-terms.ts'

/** Expressions of EMQX, made by a generator and not by the importer's parser. */
export type Emqx =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'path'; readonly names: readonly string[] }
  | { readonly kind: 'operation'; readonly operator: string; readonly left: Emqx; readonly right: Emqx }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Emqx; readonly right: Emqx }
  | { readonly kind: 'and' | 'or'; readonly left: Emqx; readonly right: Emqx }
  | { readonly kind: 'not'; readonly operand: Emqx }
  | { readonly kind: 'in'; readonly operand: Emqx; readonly list: readonly Emqx[] }
  | {
      readonly kind: 'case'
      readonly operand?: Emqx
      readonly branches: readonly (readonly [Emqx, Emqx])[]
      readonly otherwise?: Emqx
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Emqx[] }

export const print = (e: Emqx): string => {
  switch (e.kind) {
    case 'literal':
      return typeof e.value === 'string' ? `'${e.value}'` : String(e.value)
    case 'path':
      return ['payload', ...e.names].join('.')
    case 'operation':
    case 'compare':
      return `(${print(e.left)} ${e.operator} ${print(e.right)})`
    case 'and':
    case 'or':
      return `(${print(e.left)} ${e.kind} ${print(e.right)})`
    case 'not':
      return `not ${print(e.operand)}`
    case 'in':
      return `(${print(e.operand)} in (${e.list.map(print).join(', ')}))`
    case 'case': {
      const branches = e.branches.map(([when, then]) => ` when ${print(when)} then ${print(then)}`).join('')
      const head = e.operand === undefined ? '' : ` ${print(e.operand)}`
      return `case${head}${branches}${e.otherwise === undefined ? '' : ` else ${print(e.otherwise)}`} end`
    }
    case 'call':
      return `${e.name}(${e.args.map(print).join(', ')})`
  }
}

const parsed = (text: string): Term => {
  try {
    return JSON.parse(text) as Term
  } catch {
    return undefined
  }
}

const step = (value: Term, name: string): Term => {
  const target = typeof value === 'string' ? parsed(value) : value
  if (typeof target !== 'object' || target === null || Array.isArray(target) || target instanceof Float)
    return undefined
  const map = target as TermMap
  return Object.hasOwn(map, name) ? map[name] : undefined
}

const arithmetic = (operator: string, left: Term, right: Term): Term => {
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string'))
    return textOfTerm(left) + textOfTerm(right)
  if (!isNumber(left) || !isNumber(right)) throw new Raised('no numbers')
  const [a, b] = [numeric(left), numeric(right)]
  const isWhole = typeof left === 'number' && typeof right === 'number'
  const made = (value: number): Term => (isWhole ? value + 0 : new Float(value))
  if (operator === '+') return made(a + b)
  if (operator === '-') return made(a - b)
  if (operator === '*') return made(a * b)
  if (b === 0) throw new Raised('division by zero')
  if (operator === '/') return new Float(a / b)
  if (!isWhole) throw new Raised('no integers')
  return (operator === 'div' ? Math.trunc(a / b) : a % b) + 0
}

const needText = (term: Term): string => {
  if (typeof term === 'string') return term
  throw new Raised('no text')
}

const calls: Readonly<Record<string, (args: readonly Term[]) => Term>> = {
  str: ([a]) => textOfTerm(a),
  upper: ([a]) => needText(a).toUpperCase(),
  strlen: ([a]) => [...needText(a)].length,
  is_null: ([a]) => a === undefined,
  is_not_null: ([a]) => a !== undefined,
  is_null_var: ([a]) => a === undefined || a === null,
  is_num: ([a]) => isNumber(a),
  is_str: ([a]) => typeof a === 'string',
  is_array: ([a]) => Array.isArray(a),
  coalesce: ([a, b]) => (a === undefined ? b : a),
  round: ([a]) => {
    if (!isNumber(a)) throw new Raised('no number')
    return Math.sign(numeric(a)) * Math.round(Math.abs(numeric(a))) + 0
  },
  null: () => undefined,
}

/** Evaluates as EMQX does; a Raised is an exception of EMQX. */
export const evaluate = (e: Emqx, payload: Term): Term => {
  switch (e.kind) {
    case 'literal':
      return typeof e.value === 'number' && !Number.isInteger(e.value) ? new Float(e.value) : e.value
    case 'path':
      return e.names.reduce<Term>(step, payload)
    case 'operation':
      return arithmetic(e.operator, evaluate(e.left, payload), evaluate(e.right, payload))
    case 'compare':
      return compareTerms(e.operator, evaluate(e.left, payload), evaluate(e.right, payload))
    case 'case':
      return evaluateCase(e, payload)
    case 'call':
      return calls[e.name]?.(e.args.map((one) => evaluate(one, payload)))
    default:
      throw new Raised('no value')
  }
}

const evaluateCase = (e: Emqx & { kind: 'case' }, payload: Term): Term => {
  for (const [when, then] of e.branches) {
    const isTaken =
      e.operand === undefined
        ? holds(when, payload)
        : exactlyEqual(evaluate(when, payload), evaluate(e.operand, payload))
    if (isTaken) return evaluate(then, payload)
  }
  return e.otherwise === undefined ? undefined : evaluate(e.otherwise, payload)
}

/** Is the condition true? */
export const holds = (e: Emqx, payload: Term): boolean => {
  switch (e.kind) {
    case 'and':
      return holds(e.left, payload) && holds(e.right, payload)
    case 'or':
      return holds(e.left, payload) || holds(e.right, payload)
    case 'not':
      return evaluate(e.operand, payload) === false
    case 'in': {
      const operand = evaluate(e.operand, payload)
      return e.list.map((one) => evaluate(one, payload)).some((one) => exactlyEqual(operand, one))
    }
    case 'compare':
      return evaluate(e, payload) === true
    case 'call': {
      const value = evaluate(e, payload)
      if (typeof value !== 'boolean') throw new Raised('no condition')
      return value
    }
    case 'literal':
      if (typeof e.value === 'boolean') return e.value
      throw new Raised('no condition')
    default:
      throw new Raised('no condition')
  }
}
