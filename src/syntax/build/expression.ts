import type { IToken } from 'chevrotain'
import { isTree, type Tree } from '../../../grammar/tree.ts'
import { join, type Span } from '../../diagnostic/span.ts'
import type { BinaryOperator, ComparisonOperator, Expression } from '../ast/index.ts'
import { buildPrimary } from './primary.ts'
import { buildText, choiceOf, has, maybe, nodes, one, spanOf, tokenOf, tokenSpan, tokensOf } from './tree.ts'

/** Builds what a layer of the grammar has read; layers with a single operand are no trees of their own. */
export const buildExpression = (tree: Tree): Expression => {
  switch (tree.rule) {
    case 'expression':
      return logical(tree, 'OR')
    case 'conjunction':
      return logical(tree, 'AND')
    case 'negation':
      return negation(tree)
    case 'comparison':
      return comparison(tree)
    case 'concatenation':
    case 'sum':
    case 'product':
      return binary(tree)
    case 'unary':
      return negative(tree)
    default:
      return buildPrimary(tree, buildExpression)
  }
}

const logical = (tree: Tree, operator: 'AND' | 'OR'): Expression => ({
  kind: 'logical',
  operator,
  operands: tree.parts.filter(isTree).map(buildExpression),
  span: spanOf(tree),
})

const negation = (tree: Tree): Expression =>
  tokensOf(tree, 'NOT').reduceRight<Expression>(
    (inner, token) => ({
      kind: 'unary',
      operator: 'NOT',
      operand: inner,
      span: join(tokenSpan(token), inner.span),
    }),
    buildExpression(one(tree, 'comparison')),
  )

const operators: Readonly<Record<string, ComparisonOperator>> = { '!=': '<>' }

const comparison = (tree: Tree): Expression => {
  const left = buildExpression(one(tree, 'concatenation'))
  const span = spanOf(tree)
  const operator = maybe(tree, 'comparisonOperator')
  if (operator !== undefined) {
    const text = choiceOf(operator)
    return {
      kind: 'comparison',
      operator: operators[text] ?? (text as ComparisonOperator),
      left,
      right: buildExpression(one(tree, 'right')),
      span,
    }
  }
  const test = maybe(tree, 'isTest')
  return test === undefined ? buildPredicate(one(tree, 'predicate'), left, span) : isTest(test, left, span)
}

const isTest = (tree: Tree, operand: Expression, span: Span): Expression => {
  const negated = has(tree, 'NOT')
  if (has(tree, 'DISTINCT')) {
    const right = buildExpression(one(tree, 'concatenation'))
    return { kind: 'is-distinct', negated, left: operand, right, span }
  }
  const test = (['NULL', 'TRUE', 'FALSE', 'MISSING'] as const).find((name) => has(tree, name)) ?? 'NULL'
  return { kind: 'is', negated, test, operand, span }
}

const buildPredicate = (tree: Tree, operand: Expression, span: Span): Expression => {
  const negated = has(tree, 'NOT')
  const list = maybe(tree, 'inTest')
  if (list !== undefined) {
    const expressions = maybe(list, 'expressions')
    return {
      kind: 'in',
      negated,
      operand,
      list: expressions === undefined ? undefined : buildExpressions(expressions),
      array: expressions === undefined ? buildExpression(one(list, 'primary')) : undefined,
      span,
    }
  }
  if (has(tree, 'BETWEEN')) {
    const low = buildExpression(one(tree, 'low'))
    return { kind: 'between', negated, operand, low, high: buildExpression(one(tree, 'high')), span }
  }
  if (has(tree, 'LIKE')) {
    const escape = maybe(tree, 'text')
    const pattern = buildExpression(one(tree, 'like'))
    return {
      kind: 'like',
      negated,
      operand,
      pattern,
      escape: escape === undefined ? undefined : buildText(escape),
      span,
    }
  }
  return { kind: 'regexp', negated, operand, pattern: buildExpression(one(tree, 'regexp')), span }
}

const operatorOf = ({ image }: IToken): BinaryOperator =>
  (image === '%' ? 'MOD' : image.toUpperCase()) as BinaryOperator

/** Left to right, over operands and the operators between them. */
const binary = (tree: Tree): Expression => {
  let left: Expression | undefined
  let operator: BinaryOperator = '+'
  for (const part of tree.parts) {
    if (!isTree(part)) {
      operator = operatorOf(part)
      continue
    }
    const right = buildExpression(part)
    left =
      left === undefined
        ? right
        : { kind: 'binary', operator, left, right, span: join(left.span, right.span) }
  }
  if (left === undefined) throw new Error(`the grammar gives no operand in ${tree.rule}`)
  return left
}

const negative = (tree: Tree): Expression => {
  const operand = buildExpression(one(tree, 'primary'))
  const span = join(tokenSpan(tokenOf(tree, 'Minus')), operand.span)
  // A negative number is one literal, so that -9223372036854775808 fits.
  if (operand.kind === 'number' && !operand.text.startsWith('-'))
    return { ...operand, text: `-${operand.text}`, span }
  return { kind: 'unary', operator: '-', operand, span }
}

export const buildExpressions = (tree: Tree): readonly Expression[] =>
  nodes(tree, 'expression').map(buildExpression)

export const buildKeys = (tree: Tree): readonly Expression[] =>
  nodes(tree, 'concatenation').map(buildExpression)
