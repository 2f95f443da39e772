import type { Tree } from '../../../grammar/tree.ts'
import type {
  Endpoint,
  Foreach,
  Item,
  Join,
  Policy,
  Query,
  Sequence,
  SequenceStep,
  Source,
  Target,
} from '../ast/index.ts'
import {
  buildName,
  has,
  maybe,
  nameOfToken,
  nodes,
  one,
  spanOf,
  textOfToken,
  tokenOf,
  tokensOf,
} from './tree.ts'
import { buildExpression, buildExpressions, buildKeys } from './expression.ts'

export const optional = <T>(tree: Tree, label: string, build: (tree: Tree) => T): T | undefined => {
  const part = maybe(tree, label)
  return part === undefined ? undefined : build(part)
}

export const buildOptions = (tree: Tree): Endpoint['options'] =>
  nodes(tree, 'endpointOption').map((option) => ({
    name: nameOfToken(tokenOf(option, 'Word')),
    value: buildExpression(one(option, 'expression')),
    span: spanOf(option),
  }))

export const buildEndpoint = (tree: Tree): Endpoint => ({
  name: buildName(one(tree, 'name')),
  options: optional(tree, 'options', buildOptions) ?? [],
  span: spanOf(tree),
})

export const buildTarget = (tree: Tree): Target => ({
  endpoint: buildEndpoint(one(tree, 'endpoint')),
  when: optional(tree, 'expression', buildExpression),
  span: spanOf(tree),
})

export const buildPolicy = (tree: Tree): Policy => {
  const span = spanOf(tree)
  if (has(tree, 'DROP')) return { kind: 'drop', span }
  if (has(tree, 'STOP')) return { kind: 'stop', span }
  if (has(tree, 'INTO')) return { kind: 'into', endpoint: buildEndpoint(one(tree, 'endpoint')), span }
  return { kind: 'dead-letter', span }
}

const buildItem = (tree: Tree): Item => {
  const span = spanOf(tree)
  if (has(tree, 'Star')) {
    const except = optional(tree, 'exceptList', (list) => nodes(list, 'name').map(buildName)) ?? []
    const replace = optional(tree, 'replaceList', (list) =>
      nodes(list, 'replacement').map((r) => ({
        value: buildExpression(one(r, 'expression')),
        name: buildName(one(r, 'name')),
      })),
    )
    return { kind: 'star', except, replace: replace ?? [], span }
  }
  const alias = optional(tree, 'outputPath', (path) => ({
    name: buildName(one(path, 'name')),
    path: nodes(path, 'outputStep').map((step) =>
      has(step, 'Number') ? Number(tokenOf(step, 'Number').image) : buildName(one(step, 'memberName')),
    ),
  }))
  return { kind: 'expression', value: buildExpression(one(tree, 'expression')), alias, span }
}

const buildItems = (tree: Tree): readonly Item[] => nodes(tree, 'item').map(buildItem)

/** In FROM, single and double quotes hold a topic; a bare or back-ticked name is a stream or rule. */
const buildSource = (tree: Tree): Source => {
  const alias = optional(tree, 'bareName', buildName)
  const text = tokensOf(tree, 'Text')[0]
  const span = spanOf(tree)
  if (text !== undefined) {
    const literal = textOfToken(text)
    const name = { text: literal.value, quoted: 'double', span: literal.span } as const
    return { name, origin: 'topic', alias, span }
  }
  const token = [
    ...tokensOf(tree, 'Name'),
    ...tokensOf(tree, 'DoubleQuoted'),
    ...tokensOf(tree, 'Backticked'),
  ][0]
  if (token === undefined) throw new Error('the grammar gives no name of a source')
  const name = nameOfToken(token)
  return { name, origin: name.quoted === 'double' ? 'topic' : 'name', alias, span }
}

const buildJoin = (tree: Tree): Join => ({
  kind: has(tree, 'LEFT') ? 'LEFT' : 'INNER',
  source: buildSource(one(tree, 'source')),
  on: buildExpression(one(tree, 'expression')),
  within: optional(tree, 'within', buildExpression),
  span: spanOf(tree),
})

const buildStep = (tree: Tree): SequenceStep => ({
  negated: has(tree, 'NOT'),
  name: buildName(one(tree, 'name')),
  repeat: has(tree, 'Plus') ? '+' : has(tree, 'Number') ? Number(tokenOf(tree, 'Number').image) : undefined,
  source: buildSource(one(tree, 'source')),
  where: optional(tree, 'expression', buildExpression),
  span: spanOf(tree),
})

const buildSequence = (tree: Tree): Sequence => ({
  steps: nodes(tree, 'sequenceStep').map(buildStep),
  by: buildKeys(one(tree, 'keys')),
  within: buildExpression(one(tree, 'expression')),
  span: spanOf(tree),
})

const buildForeach = (tree: Tree): Foreach => ({
  array: buildExpression(one(tree, 'array')),
  name: optional(tree, 'name', buildName),
  incase: optional(tree, 'incase', buildExpression),
  span: spanOf(tree),
})

type Clauses = Pick<Query, 'where' | 'held' | 'groupBy' | 'having' | 'dedup' | 'emit' | 'stateTtl'>

const buildClauses = (tree: Tree): Clauses => ({
  where: optional(tree, 'whereClause', (clause) => buildExpression(one(clause, 'expression'))),
  held: optional(tree, 'whereClause', (clause) =>
    optional(clause, 'held', (duration) => ({
      duration: buildExpression(duration),
      by: buildKeys(one(clause, 'keys')),
      gap: optional(clause, 'gap', buildExpression),
      span: { start: tokenOf(clause, 'HELD').startOffset, end: spanOf(clause).end },
    })),
  ),
  groupBy: optional(tree, 'groupClause', (clause) => ({
    keys: buildExpressions(one(clause, 'expressions')),
    grace: optional(clause, 'expression', buildExpression),
    span: spanOf(clause),
  })),
  having: optional(tree, 'havingClause', (clause) => buildExpression(one(clause, 'expression'))),
  dedup: optional(tree, 'dedupClause', (clause) => ({
    by: buildKeys(one(clause, 'keys')),
    within: buildExpression(one(clause, 'expression')),
    keep: has(clause, 'FIRST') ? ('FIRST' as const) : has(clause, 'LAST') ? ('LAST' as const) : undefined,
    span: spanOf(clause),
  })),
  emit: optional(tree, 'emitClause', (clause) => ({
    mode: has(clause, 'FINAL') ? ('FINAL' as const) : ('CHANGES' as const),
    every: optional(clause, 'expression', buildExpression),
    span: spanOf(clause),
  })),
  stateTtl: optional(tree, 'stateClause', (clause) => buildExpression(one(clause, 'expression'))),
})

export const buildQuery = (tree: Tree): Query => {
  const foreach = maybe(tree, 'foreach')
  const from = one(tree, 'from')
  return {
    foreach: foreach === undefined ? undefined : buildForeach(foreach),
    items: optional(foreach ?? tree, 'items', buildItems) ?? [],
    sources: nodes(from, 'source').map(buildSource),
    sequence: optional(from, 'sequence', buildSequence),
    joins: nodes(from, 'join').map(buildJoin),
    span: spanOf(tree),
    ...buildClauses(tree),
  }
}
