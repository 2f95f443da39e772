import type { CompareOperator } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { ATOM, LIST, MAP, NUMBER, TEXT, UNDEFINED, may, only, type Kinds } from './kinds.ts'
import { at, condition, evaluated, level, missingTest, type Condition, type Piece } from './piece.ts'

type Ordering = Exclude<CompareOperator, '=~'>

/** A test of the kind as it runs: undefined where it is never so, 'TRUE' where it always is. */
const kindTest = (p: Piece, wanted: Kinds, test: string): string | undefined => {
  if (!may(p.kinds, wanted)) return undefined
  return only(p.kinds, wanted | UNDEFINED) ? 'TRUE' : test
}

const isNumber = (p: Piece): string | undefined => kindTest(p, NUMBER, `is_number(${p.code})`)
const isText = (p: Piece): string | undefined => kindTest(p, TEXT, `is_string(${p.code})`)
const isAtom = (p: Piece): string | undefined => kindTest(p, ATOM, `typeof(${p.code}) IN ('BOOLEAN', 'NULL')`)

const both = (one: string | undefined, other: string | undefined): string | undefined => {
  if (one === undefined || other === undefined) return undefined
  const tests = [one, other].filter((test) => test !== 'TRUE')
  return tests.length === 0 ? 'TRUE' : tests.join(' AND ')
}

const otherwise = (context: Context, operator: Ordering, left: Piece, right: Piece): string => {
  const l = at(left, level.concat)
  const r = at(right, level.concat)
  if (operator === '=') return `${l} IS NOT DISTINCT FROM ${r}`
  if (operator === '<>') return `${l} IS DISTINCT FROM ${r}`
  const plain = `${l} ${operator} ${r}`
  const unordered = ATOM | MAP | LIST
  if (!may(left.kinds, unordered) && !may(right.kinds, unordered)) return plain
  context.note('total-order')
  return `total_order(${left.code}, ${right.code}) ${operator} 0`
}

/** Two values whose kinds only the run knows: what EMQX does with each pair, spelt out. */
export const compareUnknown = (
  context: Context,
  operator: Ordering,
  left: Piece,
  right: Piece,
): Condition => {
  const l = at(left, level.concat)
  const r = at(right, level.concat)
  const branches: (readonly [string | undefined, string])[] = []
  const missing = [missingTest(left), missingTest(right)]
  const isMissing = missing.filter((test) => test !== undefined).join(' OR ')
  if (isMissing !== '') {
    const areBoth = both(missing[0], missing[1])
    const whenBoth = ['=', '<=', '>='].includes(operator) && areBoth !== undefined ? areBoth : 'FALSE'
    branches.push([isMissing, whenBoth])
  }
  branches.push([both(isNumber(left), isText(right)), `${l} ${operator} padded_number(${right.code})`])
  branches.push([both(isText(left), isNumber(right)), `padded_number(${left.code}) ${operator} ${r}`])
  branches.push([both(isText(left), isAtom(right)), `${l} ${operator} text_of(${right.code})`])
  branches.push([both(isAtom(left), isText(right)), `text_of(${left.code}) ${operator} ${r}`])
  context.note('exact-kinds')
  const known = branches.flatMap(([when, then]) => (when === undefined ? [] : [`WHEN ${when} THEN ${then}`]))
  const last = otherwise(context, operator, left, right)
  if (known.length === 0) return condition(last, level.comparison, true)
  return condition(`CASE ${evaluated([right])}${known.join(' ')} ELSE ${last} END`, level.primary, true)
}
