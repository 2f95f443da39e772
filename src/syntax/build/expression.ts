import type { CstNode, IToken } from 'chevrotain'
import { join, type Span } from '../../diagnostic/span.ts'
import type { BinaryOperator, ComparisonOperator, Expression } from '../ast/index.ts'
import { buildText, choiceOf, has, maybe, nodes, one, spanOf, tokenOf, tokenSpan, tokensOf } from './cst.ts'
import { buildPrimary } from './primary.ts'

/** Builds the operators from the loosest to the tightest; a layer with one operand gives that operand itself. */
export const buildExpression = (tree: CstNode): Expression =>
  logical(
    tree,
    'OR',
    nodes(tree, 'conjunction').map((part) => logical(part, 'AND', nodes(part, 'negation').map(negation))),
  )

const logical = (tree: CstNode, operator: 'AND' | 'OR', operands: readonly Expression[]): Expression => {
  const [first, second] = operands
  if (first === undefined) throw new Error(`the grammar gives no operand in ${tree.name}`)
  return second === undefined ? first : { kind: 'logical', operator, operands, span: spanOf(tree) }
}

const negation = (tree: CstNode): Expression => {
  const operand = comparison(one(tree, 'comparison'))
  return tokensOf(tree, 'NOT').reduceRight<Expression>(
    (inner, token) => ({
      kind: 'unary',
      operator: 'NOT',
      operand: inner,
      span: join(tokenSpan(token), inner.span),
    }),
    operand,
  )
}

const operators: Readonly<Record<string, ComparisonOperator>> = { '!=': '<>' }

const comparison = (tree: CstNode): Expression => {
  const left = buildConcatenation(one(tree, 'concatenation'))
  const span = spanOf(tree)
  const operator = maybe(tree, 'comparisonOperator')
  if (operator !== undefined) {
    const text = choiceOf(operator)
    const right = buildConcatenation(one(tree, 'right'))
    return {
      kind: 'comparison',
      operator: operators[text] ?? (text as ComparisonOperator),
      left,
      right,
      span,
    }
  }
  const test = maybe(tree, 'isTest')
  if (test !== undefined) return isTest(test, left, span)
  const predicate = maybe(tree, 'predicate')
  return predicate === undefined ? left : buildPredicate(predicate, left, span)
}

const isTest = (tree: CstNode, operand: Expression, span: Span): Expression => {
  const negated = has(tree, 'NOT')
  if (has(tree, 'DISTINCT')) {
    const right = buildConcatenation(one(tree, 'concatenation'))
    return { kind: 'is-distinct', negated, left: operand, right, span }
  }
  const test = (['NULL', 'TRUE', 'FALSE', 'MISSING'] as const).find((name) => has(tree, name)) ?? 'NULL'
  return { kind: 'is', negated, test, operand, span }
}

const buildPredicate = (tree: CstNode, operand: Expression, span: Span): Expression => {
  const negated = has(tree, 'NOT')
  const list = maybe(tree, 'inTest')
  if (list !== undefined) {
    const expressions = maybe(list, 'expressions')
    return {
      kind: 'in',
      negated,
      operand,
      list: expressions === undefined ? undefined : buildExpressions(expressions),
      array: expressions === undefined ? buildPrimary(one(list, 'primary'), buildExpression) : undefined,
      span,
    }
  }
  if (has(tree, 'BETWEEN')) {
    const low = buildConcatenation(one(tree, 'low'))
    return { kind: 'between', negated, operand, low, high: buildConcatenation(one(tree, 'high')), span }
  }
  if (has(tree, 'LIKE')) {
    const escape = maybe(tree, 'text')
    const pattern = buildConcatenation(one(tree, 'like'))
    return {
      kind: 'like',
      negated,
      operand,
      pattern,
      escape: escape === undefined ? undefined : buildText(escape),
      span,
    }
  }
  return { kind: 'regexp', negated, operand, pattern: buildConcatenation(one(tree, 'regexp')), span }
}

/** Left to right, over operands and the operators between them. */
const binary = (operands: readonly Expression[], between: readonly IToken[]): Expression => {
  const [first, ...rest] = operands
  if (first === undefined) throw new Error('the grammar gives no operand')
  return rest.reduce<Expression>((left, right, k) => {
    const image = between[k]?.image.toUpperCase() ?? ''
    const operator = (image === '%' ? 'MOD' : image) as BinaryOperator
    return { kind: 'binary', operator, left, right, span: join(left.span, right.span) }
  }, first)
}

/** A key or operand: everything tighter than a comparison. */
export const buildConcatenation = (tree: CstNode): Expression =>
  binary(
    nodes(tree, 'sum').map((sum) => binary(nodes(sum, 'product').map(product), tokensOf(sum, 'operator'))),
    tokensOf(tree, 'Concat'),
  )

const product = (tree: CstNode): Expression =>
  binary(nodes(tree, 'unary').map(buildUnary), tokensOf(tree, 'operator'))

export const buildUnary = (tree: CstNode): Expression => {
  const operand = buildPrimary(one(tree, 'primary'), buildExpression)
  if (!has(tree, 'Minus')) return operand
  const span = join(tokenSpan(tokenOf(tree, 'Minus')), operand.span)
  // A negative number is one literal, so that -9223372036854775808 fits.
  if (operand.kind === 'number') return { ...operand, text: `-${operand.text}`, span }
  return { kind: 'unary', operator: '-', operand, span }
}

export const buildExpressions = (tree: CstNode): readonly Expression[] =>
  nodes(tree, 'expression').map(buildExpression)

export const buildKeys = (tree: CstNode): readonly Expression[] =>
  nodes(tree, 'concatenation').map(buildConcatenation)
