import type { IToken } from 'chevrotain'
import { isTree, type Tree } from '../../../grammar/tree.ts'
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
} from './tree.ts'

/** Builds a whole expression; an argument, since the two need each other. */
type Build = (tree: Tree) => Expression

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
export const buildPrimary = (tree: Tree, build: Build): Expression => {
  if (tree.rule !== 'primary') return buildHead(tree, build)
  const first = tree.parts[0]
  const second = tree.parts[1]
  if (first === undefined) throw new Error('the grammar gives an empty primary')
  const isBracket = !isTree(first) && second !== undefined && isTree(second) && second.rule !== 'access'
  let built = isTree(first)
    ? buildHead(first, build)
    : isBracket
      ? inBrackets(tree, build)
      : buildToken(first)
  for (const access of nodes(tree, 'access')) built = buildAccess(access, built, build)
  return built
}

const inBrackets = (tree: Tree, build: Build): Expression => {
  const inner = build(one(tree, 'expression'))
  const { start } = tree
  return { ...inner, span: { start, end: tokenSpan(tokenOf(tree, 'RightParen')).end } }
}

const buildToken = (token: IToken): Expression => {
  if (/^\d/.test(token.image)) return numberLiteral(token)
  const span = tokenSpan(token)
  const word = token.image.toUpperCase()
  return word === 'NULL' ? { kind: 'null', span } : { kind: 'boolean', value: word === 'TRUE', span }
}

const buildHead = (tree: Tree, build: Build): Expression => {
  const span = spanOf(tree)
  switch (tree.rule) {
    case 'duration':
      return duration(tree)
    case 'text':
      return buildText(tree)
    case 'timestamp':
      return { kind: 'timestamp', text: buildText(one(tree, 'text')).value, span }
    case 'caseForm':
      return caseForm(tree, build)
    case 'call':
      return call(tree, build)
    case 'arrayLiteral':
      return { kind: 'array', elements: nodes(tree, 'expression').map(build), span }
    case 'objectLiteral':
      return { kind: 'object', members: nodes(tree, 'objectMember').map((m) => objectMember(m, build)), span }
    case 'name':
      return { kind: 'name', name: buildName(tree), span }
    default:
      throw new Error(`the grammar gives no value in ${tree.rule}`)
  }
}

const duration = (tree: Tree): Expression => {
  const units = tokensOf(tree, 'Unit')
  const ms = tokensOf(tree, 'Number').reduce((sum, number, k) => {
    const unit = units[k]
    return sum + Number(number.image) * (unit === undefined ? 1 : msOfUnit(unit))
  }, 0)
  return { kind: 'duration', ms, span: spanOf(tree) }
}

const objectMember = (
  tree: Tree,
  build: Build,
): { name: ReturnType<typeof buildName>; value: Expression } => {
  const name = maybe(tree, 'memberName')
  const value = build(one(tree, 'expression'))
  if (name !== undefined) return { name: buildName(name), value }
  const text = buildText(one(tree, 'text'))
  return { name: { text: text.value, quoted: 'double', span: text.span }, value }
}

const buildAccess = (tree: Tree, target: Expression, build: Build): Expression => {
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

const caseForm = (tree: Tree, build: Build): Expression => {
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

const call = (tree: Tree, build: Build): Expression => {
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

const overClause = (tree: Tree, build: Build): Over => {
  const partition = maybe(tree, 'expressions')
  const when = maybe(tree, 'expression')
  return {
    partitionBy: partition === undefined ? [] : nodes(partition, 'expression').map(build),
    when: when === undefined ? undefined : build(when),
    span: spanOf(tree),
  }
}

const buildArgument = (tree: Tree, build: Build): Argument => {
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
const buildTypeName = (tree: Tree): TypeName['name'] => {
  const name = buildName(tree)
  const word = name.text.toUpperCase()
  return name.quoted === 'none' && typeWords.has(word) ? { ...name, text: word } : name
}

export const buildType = (tree: Tree): TypeName => {
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
