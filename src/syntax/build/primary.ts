import type { CstNode, IToken } from 'chevrotain'
import { join } from '../../diagnostic/span.ts'
import { typeWords } from '../../../grammar/tokens.ts'
import type { Argument, Expression, Over, TypeName } from '../ast/index.ts'
import {
  buildName,
  buildText,
  has,
  maybe,
  nameOfToken,
  nodes,
  one,
  spanOf,
  tokenOf,
  tokenSpan,
  tokensOf,
} from './cst.ts'

/** Builds a whole expression; an argument, since the two need each other. */
type Build = (tree: CstNode) => Expression

/** Milliseconds of the units of time, in the singular. */
const unitMs: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 604_800_000,
}

const msOfUnit = (token: IToken): number => unitMs[token.image.toUpperCase().replace(/S$/, '')] ?? 1

const numberLiteral = (token: IToken): Expression => ({
  kind: 'number',
  text: token.image,
  isInteger: /^\d+$/.test(token.image),
  span: tokenSpan(token),
})

/** A literal, name, call or expression in brackets, with its accesses. */
export const buildPrimary = (tree: CstNode, build: Build): Expression =>
  nodes(tree, 'access').reduce<Expression>(
    (target, access) => buildAccess(access, target, build),
    head(tree, build),
  )

const head = (tree: CstNode, build: Build): Expression => {
  const span = spanOf(tree)
  if (has(tree, 'Number')) return numberLiteral(tokenOf(tree, 'Number'))
  for (const value of ['TRUE', 'FALSE'] as const)
    if (has(tree, value))
      return { kind: 'boolean', value: value === 'TRUE', span: tokenSpan(tokenOf(tree, value)) }
  if (has(tree, 'NULL')) return { kind: 'null', span: tokenSpan(tokenOf(tree, 'NULL')) }
  const [label] = [
    'duration',
    'text',
    'timestamp',
    'caseForm',
    'call',
    'name',
    'expression',
    'arrayLiteral',
    'objectLiteral',
  ].filter((name) => has(tree, name))
  const part = one(tree, label ?? 'name')
  switch (label) {
    case 'duration':
      return duration(part)
    case 'text':
      return buildText(part)
    case 'timestamp':
      return { kind: 'timestamp', text: buildText(one(part, 'text')).value, span: spanOf(part) }
    case 'caseForm':
      return caseForm(part, build)
    case 'call':
      return call(part, build)
    case 'expression':
      return {
        ...build(part),
        span: join(tokenSpan(tokenOf(tree, 'LeftParen')), tokenSpan(tokenOf(tree, 'RightParen'))),
      }
    case 'arrayLiteral':
      return { kind: 'array', elements: nodes(part, 'expression').map(build), span }
    case 'objectLiteral':
      return {
        kind: 'object',
        members: nodes(part, 'objectMember').map((m) => objectMember(m, build)),
        span: spanOf(part),
      }
    default: {
      const name = buildName(part)
      return { kind: 'name', name, span: name.span }
    }
  }
}

const duration = (tree: CstNode): Expression => {
  const units = tokensOf(tree, 'Unit')
  const ms = tokensOf(tree, 'Number').reduce((sum, number, k) => {
    const unit = units[k]
    return sum + Number(number.image) * (unit === undefined ? 1 : msOfUnit(unit))
  }, 0)
  return { kind: 'duration', ms, span: spanOf(tree) }
}

const objectMember = (
  tree: CstNode,
  build: Build,
): { name: ReturnType<typeof buildName>; value: Expression } => {
  const name = maybe(tree, 'memberName')
  const value = build(one(tree, 'expression'))
  if (name !== undefined) return { name: buildName(name), value }
  const text = buildText(one(tree, 'text'))
  return { name: { text: text.value, quoted: 'double', span: text.span }, value }
}

const buildAccess = (tree: CstNode, target: Expression, build: Build): Expression => {
  const span = join(target.span, spanOf(tree))
  const member = maybe(tree, 'memberName')
  if (member !== undefined) return { kind: 'member', target, name: buildName(member), span }
  if (has(tree, 'Star')) return { kind: 'spread', target, span }
  const from = maybe(tree, 'from')
  const to = maybe(tree, 'to')
  if (from !== undefined && !has(tree, 'DotDot')) return { kind: 'index', target, index: build(from), span }
  return {
    kind: 'slice',
    target,
    from: from === undefined ? undefined : build(from),
    to: to === undefined ? undefined : build(to),
    span,
  }
}

const caseForm = (tree: CstNode, build: Build): Expression => {
  const operand = maybe(tree, 'operand')
  const otherwise = maybe(tree, 'otherwise')
  return {
    kind: 'case',
    operand: operand === undefined ? undefined : build(operand),
    branches: nodes(tree, 'caseBranch').map((branch) => ({
      when: build(one(branch, 'expression')),
      then: build(one(branch, 'then')),
    })),
    otherwise: otherwise === undefined ? undefined : build(otherwise),
    span: spanOf(tree),
  }
}

const call = (tree: CstNode, build: Build): Expression => {
  const filter = maybe(tree, 'filterClause')
  const over = maybe(tree, 'overClause')
  return {
    kind: 'call',
    name: nameOfToken(tokenOf(tree, 'Name')),
    distinct: has(tree, 'DISTINCT'),
    star: has(tree, 'Star'),
    arguments: nodes(tree, 'argument').map((argument) => buildArgument(argument, build)),
    filter: filter === undefined ? undefined : build(one(filter, 'expression')),
    over: over === undefined ? undefined : overClause(over, build),
    span: spanOf(tree),
  }
}

const overClause = (tree: CstNode, build: Build): Over => {
  const partition = maybe(tree, 'expressions')
  const when = maybe(tree, 'expression')
  return {
    partitionBy: partition === undefined ? [] : nodes(partition, 'expression').map(build),
    when: when === undefined ? undefined : build(when),
    span: spanOf(tree),
  }
}

const buildArgument = (tree: CstNode, build: Build): Argument => {
  const span = spanOf(tree)
  const body = maybe(tree, 'body')
  if (body !== undefined)
    return {
      kind: 'lambda',
      parameters: tokensOf(tree, 'parameter').map(nameOfToken),
      body: build(body),
      span,
    }
  const value = build(one(tree, 'value'))
  if (has(tree, 'named'))
    return { kind: 'named-argument', name: nameOfToken(tokenOf(tree, 'named')), value, span }
  const type = maybe(tree, 'type')
  return type === undefined ? value : { kind: 'typed-argument', value, type: buildType(type), span }
}

/** Names of types are the same in small letters. */
const buildTypeName = (tree: CstNode): TypeName['name'] => {
  const name = buildName(tree)
  const word = name.text.toUpperCase()
  return name.quoted === 'none' && typeWords.has(word) ? { ...name, text: word } : name
}

export const buildType = (tree: CstNode): TypeName => {
  const element = maybe(tree, 'type')
  const format = maybe(tree, 'text')
  const zone = maybe(tree, 'zone')
  const unit = tokensOf(tree, 'Unit')[0]
  return {
    kind: 'type',
    name: buildTypeName(one(tree, 'name')),
    element: element === undefined ? undefined : buildType(element),
    arguments: tokensOf(tree, 'Number').map((token) => Number(token.image)),
    epochUnitMs: unit === undefined ? undefined : msOfUnit(unit),
    format: format === undefined ? undefined : buildText(format),
    zone: zone === undefined ? undefined : buildText(zone),
    span: spanOf(tree),
  }
}
