import type { ArithmeticOperator, Branch, CompareOperator, Expr, Step } from './ast.ts'
import type { Cursor } from './cursor.ts'
import { readSteps } from './read-path.ts'

const comparisons: ReadonlyMap<string, CompareOperator> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['=~', '=~'],
])

const list = (cursor: Cursor, close: string): readonly Expr[] => {
  const elements: Expr[] = []
  if (cursor.takeSymbol(close)) return elements
  do elements.push(readExpression(cursor))
  while (cursor.takeSymbol(','))
  cursor.needSymbol(close)
  return elements
}

const range = (cursor: Cursor, start: number): Expr | undefined => {
  const from = cursor.peek()
  if (from.kind !== 'number' || !cursor.isSymbol('..', 1) || cursor.peek(2).kind !== 'number')
    return undefined
  cursor.take()
  cursor.take()
  const to = cursor.take()
  cursor.needSymbol(']')
  return { kind: 'range', from: Number(from.value), to: Number(to.value), span: cursor.spanFrom(start) }
}

const caseForm = (cursor: Cursor, start: number): Expr => {
  const operand = cursor.isWord('when') ? undefined : readExpression(cursor)
  const branches: Branch[] = []
  while (cursor.takeWord('when')) {
    const when = readExpression(cursor)
    cursor.needWord('then')
    branches.push({ when, then: readExpression(cursor) })
  }
  if (branches.length === 0) throw cursor.unexpected('WHEN')
  const otherwise = cursor.takeWord('else') ? readExpression(cursor) : undefined
  cursor.needWord('end')
  return { kind: 'case', operand, branches, otherwise, span: cursor.spanFrom(start) }
}

/** A column or path, which may end in a part of a list. */
const path = (cursor: Cursor, start: number): Expr => {
  const token = cursor.take()
  const first: Step = { kind: 'key', name: token.value, span: token.span }
  const { steps, part } = readSteps(cursor, readExpression)
  const span = cursor.spanFrom(start)
  const whole: Expr = { kind: 'path', steps: [first, ...steps], span }
  return part === undefined ? whole : { kind: 'slice', target: whole, from: part.from, to: part.to, span }
}

const call = (cursor: Cursor, start: number): Expr => {
  let name = cursor.take().value
  while (cursor.takeSymbol('.')) name = `${name}.${cursor.take().value}`
  cursor.needSymbol('(')
  const args = list(cursor, ')')
  return { kind: 'call', name, args, span: cursor.spanFrom(start) }
}

const isCall = (cursor: Cursor): boolean =>
  cursor.isSymbol('(', 1) ||
  (cursor.isSymbol('.', 1) && cursor.peek(2).kind === 'word' && cursor.isSymbol('(', 3))

const primary = (cursor: Cursor): Expr => {
  const token = cursor.peek()
  const { start } = token.span
  if (cursor.takeSymbol('(')) {
    const inner = readExpression(cursor)
    cursor.needSymbol(')')
    return inner
  }
  if (cursor.takeSymbol('[')) {
    const elements = range(cursor, start)
    return elements ?? { kind: 'list', elements: list(cursor, ']'), span: cursor.spanFrom(start) }
  }
  if (cursor.takeWord('case')) return caseForm(cursor, start)
  if (token.kind === 'number') {
    cursor.take()
    return { kind: 'number', text: token.value, isInteger: /^\d+$/.test(token.value), span: token.span }
  }
  if (token.kind === 'text') {
    cursor.take()
    return { kind: 'text', value: token.value, span: token.span }
  }
  if (cursor.isName() && isCall(cursor)) return call(cursor, start)
  const isLiteral = (cursor.isWord('true') || cursor.isWord('false')) && !cursor.isSymbol('.', 1)
  if (isLiteral && !cursor.isSymbol('[', 1))
    return { kind: 'boolean', value: cursor.take().value.toLowerCase() === 'true', span: token.span }
  if (cursor.isName() || token.kind === 'quoted') return path(cursor, start)
  throw cursor.unexpected('a value')
}

const unary = (cursor: Cursor): Expr => {
  const { start } = cursor.peek().span
  const negative = cursor.isSymbol('-')
  if (!negative && !cursor.isSymbol('+')) return cursor.nested(() => primary(cursor))
  cursor.take()
  const operand = cursor.nested(() => unary(cursor))
  return { kind: 'sign', negative, operand, span: cursor.spanFrom(start) }
}

const leftToRight = (
  cursor: Cursor,
  operators: readonly ArithmeticOperator[],
  operand: (cursor: Cursor) => Expr,
): Expr => {
  const { start } = cursor.peek().span
  let left = operand(cursor)
  for (;;) {
    const operator = operators.find((one) => cursor.isSymbol(one) || cursor.isWord(one))
    if (operator === undefined) return left
    cursor.take()
    left = { kind: 'arithmetic', operator, left, right: operand(cursor), span: cursor.spanFrom(start) }
  }
}

const product = (cursor: Cursor): Expr => leftToRight(cursor, ['*', '/', 'div', 'mod'], unary)
const sum = (cursor: Cursor): Expr => leftToRight(cursor, ['+', '-'], product)

const comparison = (cursor: Cursor): Expr => {
  const { start } = cursor.peek().span
  const left = sum(cursor)
  const token = cursor.peek()
  const operator = token.kind === 'symbol' ? comparisons.get(token.value) : undefined
  if (operator !== undefined) {
    cursor.take()
    return { kind: 'compare', operator, left, right: sum(cursor), span: cursor.spanFrom(start) }
  }
  const negated = cursor.isWord('not') && cursor.isWord('in', 1)
  if (negated) cursor.take()
  if (!cursor.takeWord('in')) return left
  cursor.needSymbol('(')
  const within: Expr = { kind: 'in', operand: left, list: list(cursor, ')'), span: cursor.spanFrom(start) }
  return negated ? { kind: 'not', operand: within, span: within.span } : within
}

const negation = (cursor: Cursor): Expr => {
  const { start } = cursor.peek().span
  if (!cursor.takeWord('not')) return comparison(cursor)
  const operand = cursor.nested(() => negation(cursor))
  return { kind: 'not', operand, span: cursor.spanFrom(start) }
}

const joined = (cursor: Cursor, word: 'and' | 'or', operand: (cursor: Cursor) => Expr): Expr => {
  const { start } = cursor.peek().span
  let left = operand(cursor)
  while (cursor.takeWord(word))
    left = { kind: word, left, right: operand(cursor), span: cursor.spanFrom(start) }
  return left
}

const conjunction = (cursor: Cursor): Expr => joined(cursor, 'and', negation)

/** An expression or condition, by EMQX's precedence. */
export const readExpression = (cursor: Cursor): Expr => cursor.nested(() => joined(cursor, 'or', conjunction))
