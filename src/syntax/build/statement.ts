import { isTree, type Tree } from '../../../grammar/tree.ts'
import type {
  Column,
  Doc,
  EventTime,
  Policy,
  RuleStatement,
  StatementNode,
  StreamStatement,
  TableStatement,
} from '../ast/index.ts'
import { buildName, buildText, has, maybe, nodes, one, spanOf } from './tree.ts'
import { buildExpression, buildKeys } from './expression.ts'
import { buildType } from './primary.ts'
import { buildEndpoint, buildPolicy, buildQuery, buildTarget, optional } from './query.ts'
import { buildTest } from './test.ts'

/** Doc comments by the offset of what they stand before. */
export type Docs = ReadonlyMap<number, Doc>

const buildColumn = (tree: Tree, docs: Docs): Column => {
  const parts = nodes(tree, 'columnPart')
  const find = <T>(label: string, build: (part: Tree) => T): T | undefined => {
    const part = parts.find((p) => has(p, label))
    return part === undefined ? undefined : build(part)
  }
  const span = spanOf(tree)
  return {
    name: buildName(one(tree, 'name')),
    type: buildType(one(tree, 'type')),
    from: find('FROM', (part) => buildExpression(one(part, 'expression'))),
    notNull: parts.some((part) => has(part, 'NOT')),
    primaryKey: parts.some((part) => has(part, 'PRIMARY')),
    default: find('DEFAULT', (part) => buildExpression(one(part, 'literal'))),
    doc: docs.get(span.start),
    span,
  }
}

const buildColumns = (tree: Tree, docs: Docs): readonly Column[] =>
  nodes(tree, 'column').map((column) => buildColumn(column, docs))

const buildEventTime = (tree: Tree): EventTime => ({
  expression: buildExpression(one(tree, 'expression')),
  by: optional(tree, 'keys', buildKeys) ?? [],
  delay: optional(tree, 'delay', buildExpression),
  ahead: optional(tree, 'ahead', buildExpression),
  idle: optional(tree, 'idle', buildExpression),
  span: spanOf(tree),
})

/** The part of a clause list that has this label, built. */
const inParts = <T>(parts: readonly Tree[], label: string, build: (tree: Tree) => T): T | undefined => {
  for (const part of parts) {
    const found = maybe(part, label)
    if (found !== undefined) return build(found)
  }
  return undefined
}

const policyOf = (parts: readonly Tree[], word: string): Policy | undefined => {
  const part = parts.find((p) => has(p, word))
  return part === undefined ? undefined : buildPolicy(one(part, 'policy'))
}

const buildStream = (tree: Tree, doc: Doc | undefined, docs: Docs): StreamStatement => {
  const parts = nodes(tree, 'streamPart')
  return {
    kind: 'stream',
    doc,
    name: buildName(one(tree, 'name')),
    columns: optional(tree, 'columns', (columns) => buildColumns(columns, docs)),
    from: buildEndpoint(one(tree, 'endpoint')),
    format: inParts(parts, 'format', buildName),
    schema: inParts(parts, 'text', buildText),
    key: inParts(parts, 'keys', buildKeys) ?? [],
    eventTime: inParts(parts, 'eventTime', buildEventTime),
    durability: inParts(parts, 'durability', buildName),
    onInvalid: policyOf(parts, 'INVALID'),
    onAhead: policyOf(parts, 'AHEAD'),
    span: spanOf(tree),
  }
}

const buildTable = (tree: Tree, doc: Doc | undefined, docs: Docs): TableStatement => {
  const parts = nodes(tree, 'tablePart')
  const duration = (word: string): TableStatement['refresh'] => {
    const part = parts.find((p) => has(p, word))
    return part === undefined ? undefined : buildExpression(one(part, 'expression'))
  }
  return {
    kind: 'table',
    doc,
    name: buildName(one(tree, 'name')),
    columns: buildColumns(one(tree, 'columns'), docs),
    from: buildEndpoint(one(tree, 'endpoint')),
    refresh: duration('REFRESH'),
    maxAge: duration('MAX'),
    wait: duration('WAIT'),
    span: spanOf(tree),
  }
}

const buildRule = (tree: Tree, doc: Doc | undefined): RuleStatement => {
  const policies = nodes(tree, 'onClause')
  return {
    kind: 'rule',
    doc,
    name: buildName(one(tree, 'name')),
    query: buildQuery(one(tree, 'query')),
    targets: nodes(tree, 'target').map(buildTarget),
    onError: policyOf(policies, 'ERROR'),
    onLate: policyOf(policies, 'LATE'),
    span: spanOf(tree),
  }
}

/** Builds a statement from a tree without errors. */
export const buildStatement = (tree: Tree, docs: Docs): StatementNode => {
  const span = spanOf(tree)
  const doc = docs.get(span.start)
  const part = tree.parts.find(isTree)
  if (part === undefined) throw new Error('the grammar gives no statement')
  switch (part.rule) {
    case 'stream':
      return buildStream(part, doc, docs)
    case 'table':
      return buildTable(part, doc, docs)
    case 'sink':
      return {
        kind: 'sink',
        doc,
        name: buildName(one(part, 'name')),
        endpoint: buildEndpoint(one(part, 'endpoint')),
        span,
      }
    case 'set':
      return {
        kind: 'set',
        doc,
        name: buildName(one(part, 'name')),
        value: buildExpression(one(part, 'expression')),
        span,
      }
    case 'test':
      return buildTest(part, doc)
    default:
      return buildRule(part, doc)
  }
}
