import type { Argument } from '../../../src/catalog/function.ts'
import type { Call, Checked, CheckedLambda, Compare } from '../../../src/check/checked/expression.ts'
import { arithmeticOf, negate } from '../../../src/types/arithmetic.ts'
import { distinct, equals, order } from '../../../src/types/compare.ts'
import { readNumberText } from '../../../src/types/convert.ts'
import { compileLike } from '../../../src/types/like.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Type } from '../../../src/types/type.ts'
import type { Value } from '../../../src/types/value.ts'
import { convert, read } from './convert.ts'
import { withParameters, type RowRun } from './environment.ts'
import { element, isArray, isNull, isObject, member, objectOf, OPEN, orNull, slice } from './values.ts'

type Of<K extends Checked['kind']> = Extract<Checked, { kind: K }>

const parameter = (row: RowRun | undefined, id: number): Value => {
  if (row === undefined) throw new Error('a parameter outside its lambda')
  return row.parameters.has(id) ? row.parameters.get(id) : parameter(row.upstream, id)
}

/** The value of an item, computed once for a row; that of `payload.*` is the object that it spreads. */
export const itemValue = (row: RowRun, index: number): Value => {
  if (row.done.has(index)) return row.done.get(index)
  const item = row.items[index]
  if (item === undefined) throw new Error('no such item')
  let value = evaluate(row, item.expression)
  if (item.kind === 'spread' && !isObject(value)) {
    if (item.otherwise !== undefined) value = objectOf([[item.otherwise, orNull(value)]])
    else if (isNull(value)) value = null
    else throw new RecordError('wrong-type', 'only an object has members')
  }
  row.done.set(index, value)
  return value
}

const context = (row: RowRun, name: string): Value => {
  const { record } = row.run
  if (name === 'topic') return record.topic
  return name === 'timestamp' ? record.timeMs : record.attributes?.[name]
}

const operation = (row: RowRun, operator: Compare['operator'], left: Value, right: Value): Value => {
  if (isNull(left) || isNull(right)) return null
  if (operator === '=') return equals(left, right)
  if (operator === '<>') return !equals(left, right)
  const sign = order(left, right)
  if (sign === undefined) {
    row.run.mismatches++
    return null
  }
  return { '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[operator]
}

const asNumber = (value: Value, really: boolean): Value =>
  really && typeof value === 'string' ? (readNumberText(value) ?? value) : value

/** A condition is TRUE, FALSE or NULL; another value is an error of the record. */
export const truth = (row: RowRun, e: Checked): boolean | null => {
  const value = evaluate(row, e)
  if (isNull(value)) return null
  if (typeof value === 'boolean') return value
  throw new RecordError('wrong-type', 'a condition must be BOOLEAN')
}

/** Does a filter let the row through? It ends at the first operand of AND that is not TRUE. */
export const passes = (row: RowRun, e: Checked): boolean =>
  e.kind === 'logical' && e.operator === 'AND'
    ? e.operands.every((operand) => passes(row, operand))
    : truth(row, e) === true

const logical = (row: RowRun, e: Of<'logical'>): Value => {
  const decides = e.operator === 'OR'
  let unknown = false
  for (const operand of e.operands) {
    const value = truth(row, operand)
    if (value === decides) return decides
    if (value === null) unknown = true
  }
  return unknown ? null : !decides
}

const not = (value: Value, really = true): Value => (isNull(value) ? null : really ? value !== true : value)

const test = (row: RowRun, e: Of<'is'>): Value => {
  const value = evaluate(row, e.operand)
  const holds = {
    NULL: isNull(value),
    MISSING: value === undefined,
    TRUE: value === true,
    FALSE: value === false,
  }[e.test]
  return holds !== e.negated
}

const inList = (row: RowRun, e: Of<'in'>): Value => {
  const operand = asNumber(evaluate(row, e.operand), e.textAsNumber === true)
  if (isNull(operand)) return null
  let unknown = false
  for (const one of e.list) {
    const value = evaluate(row, one)
    if (isNull(value)) unknown = true
    else if (equals(operand, value)) return !e.negated
  }
  return unknown ? null : e.negated
}

const inArray = (row: RowRun, e: Of<'in-array'>): Value => {
  const operand = evaluate(row, e.operand)
  const array = evaluate(row, e.array)
  if (isNull(operand) || isNull(array)) return null
  if (!isArray(array)) throw new RecordError('wrong-type', 'IN needs an array')
  if (array.some((one) => !isNull(one) && equals(operand, one))) return !e.negated
  return array.some(isNull) ? null : e.negated
}

const between = (row: RowRun, e: Of<'between'>): Value => {
  const operand = asNumber(evaluate(row, e.operand), e.textAsNumber === true)
  const low = operation(row, '>=', operand, evaluate(row, e.low))
  const high = operation(row, '<=', operand, evaluate(row, e.high))
  const both = low === false || high === false ? false : low === null || high === null ? null : true
  return not(both, e.negated)
}

const matches = (row: RowRun, e: Of<'like'> | Of<'regexp'>): Value => {
  const operand = evaluate(row, e.operand)
  const pattern = evaluate(row, e.pattern)
  if (isNull(operand) || isNull(pattern)) return null
  if (typeof pattern !== 'string' || typeof operand !== 'string') {
    row.run.mismatches++
    return null
  }
  const found =
    e.kind === 'like'
      ? compileLike(pattern, e.escape)(operand)
      : row.run.environment.capabilities.pattern(pattern).test(operand)
  return found !== e.negated
}

const choose = (row: RowRun, e: Of<'case'>): Value => {
  const operand = e.operand === undefined ? undefined : evaluate(row, e.operand)
  for (const { when, then } of e.branches) {
    const taken =
      e.operand === undefined ? truth(row, when) : operation(row, '=', operand, evaluate(row, when))
    if (taken === true) return evaluate(row, then)
  }
  return e.otherwise === undefined ? null : evaluate(row, e.otherwise)
}

const coalesce = (row: RowRun, e: Of<'coalesce'>): Value => {
  for (const operand of e.operands) {
    const value = evaluate(row, operand)
    if (!isNull(value)) return value
  }
  return null
}

const argument = (row: RowRun, e: Checked | CheckedLambda): Argument => {
  if (e.kind !== 'lambda') return orNull(evaluate(row, e))
  return (...values) => {
    row.run.step()
    return evaluate(withParameters(row, e.parameters, values), e.body)
  }
}

const ANY: Type = { kind: 'ANY', nullable: true }

const call = (row: RowRun, e: Call): Value => {
  const values = e.args.map((one) => argument(row, one))
  if (e.entry.nulls === 'propagate' && values.some((value) => value === null)) return null
  const types = e.args.map((one) => (one.kind === 'lambda' ? ANY : one.type))
  return e.entry.evaluate(values, row.run.environment, types)
}

const attempt = (row: RowRun, e: Of<'try'>): Value => {
  try {
    return evaluate(row, e.operand)
  } catch (error) {
    if (error instanceof RecordError) return null
    throw error
  }
}

const TEXT_LENGTH_MAX = 1_048_576

const concat = (row: RowRun, e: Of<'concat'>): Value => {
  const values = e.operands.map((operand) => evaluate(row, operand))
  if (values.some(isNull)) return null
  const text = values.map((value) => value as string).join('')
  if (text.length > TEXT_LENGTH_MAX) throw new RecordError('value-too-large', 'a long text')
  return text
}

const arithmetic = (row: RowRun, e: Of<'arithmetic'>): Value => {
  const left = evaluate(row, e.left)
  const right = evaluate(row, e.right)
  if (isNull(left) || isNull(right)) return null
  return arithmeticOf(e.type.kind)[e.operator](left, right)
}

const minus = (row: RowRun, e: Of<'negate'>): Value => {
  const value = evaluate(row, e.operand)
  return isNull(value) ? null : negate(value)
}

const sides = (row: RowRun, e: Compare): Value => {
  const left = asNumber(evaluate(row, e.left), e.textAsNumber === 'left')
  const right = asNumber(evaluate(row, e.right), e.textAsNumber === 'right')
  return operation(row, e.operator, left, right)
}

const negation = (row: RowRun, e: Of<'not'>): Value => not(truth(row, e.operand))

const cut = (row: RowRun, e: Of<'slice'>): Value => {
  const target = evaluate(row, e.target)
  const from = e.from === undefined ? OPEN : orNull(evaluate(row, e.from))
  const to = e.to === undefined ? OPEN : orNull(evaluate(row, e.to))
  return slice(target, from, to)
}

/** The value of an expression; throws a RecordError where it fails. */
export const evaluate = (row: RowRun, e: Checked): Value => {
  switch (e.kind) {
    case 'literal':
      return e.value
    case 'payload':
      return e.path.reduce<Value>(member, row.run.payload)
    case 'column':
      return row.run.columns[e.index]
    case 'context':
      return context(row, e.name)
    case 'alias':
      return itemValue(row, e.index)
    case 'upstream':
      if (row.upstream === undefined) throw new Error('no upstream')
      return itemValue(row.upstream, e.index)
    case 'joined':
      throw new Error('joins are not interpreted')
    case 'parameter':
      return parameter(row, e.id)
    case 'field':
      return member(evaluate(row, e.target), e.name)
    case 'element':
      return element(evaluate(row, e.target), orNull(evaluate(row, e.index)))
    case 'slice':
      return cut(row, e)
    default:
      return compute(row, e)
  }
}

type Read =
  | 'literal'
  | 'payload'
  | 'column'
  | 'context'
  | 'alias'
  | 'upstream'
  | 'joined'
  | 'parameter'
  | 'field'
  | 'element'
  | 'slice'

const compute = (row: RowRun, e: Exclude<Checked, { kind: Read }>): Value => {
  switch (e.kind) {
    case 'arithmetic':
      return arithmetic(row, e)
    case 'negate':
      return minus(row, e)
    case 'concat':
      return concat(row, e)
    case 'compare':
      return sides(row, e)
    case 'distinct':
      return distinct(evaluate(row, e.left), evaluate(row, e.right)) !== e.negated
    case 'logical':
      return logical(row, e)
    case 'not':
      return negation(row, e)
    case 'is':
      return test(row, e)
    case 'in':
      return inList(row, e)
    case 'in-array':
      return inArray(row, e)
    case 'between':
      return between(row, e)
    case 'like':
    case 'regexp':
      return matches(row, e)
    case 'case':
      return choose(row, e)
    case 'coalesce':
      return coalesce(row, e)
    case 'call':
      return call(row, e)
    case 'array':
      return e.elements.map((one) => orNull(evaluate(row, one)))
    case 'object':
      return objectOf(e.fields.map(({ name, value }) => [name, orNull(evaluate(row, value))]))
    case 'convert':
      return convert(e, evaluate(row, e.operand))
    case 'read':
      return read(e, evaluate(row, e.operand))
    case 'try':
      return attempt(row, e)
    case 'stateful':
      throw new Error('what keeps state cannot run yet')
  }
}
