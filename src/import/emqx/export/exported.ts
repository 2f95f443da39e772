import { elementsOf, memberOf, membersOf, textAt, type ExportNode, type TextNode } from './node.ts'

/** A rule of an export. */
export interface ExportedRule {
  readonly id: string
  readonly description: string
  readonly isOn: boolean
  readonly sql: TextNode
  readonly actions: readonly ExportNode[]
  readonly node: ExportNode
}

/** An action, source or connector by its type and name. */
export interface Named {
  readonly type: string
  readonly name: string
  readonly node: ExportNode
}

export interface Exported {
  readonly rules: readonly ExportedRule[]
  readonly actions: readonly Named[]
  readonly connectors: readonly Named[]
}

const rule = (node: ExportNode, key: string | undefined): readonly ExportedRule[] => {
  const sql = memberOf(node, 'sql') ?? memberOf(node, 'rawsql')
  if (sql?.kind !== 'text') return []
  const actions = memberOf(node, 'actions') ?? memberOf(node, 'outputs')
  return [
    {
      id: key ?? textAt(node, 'id') ?? textAt(node, 'name') ?? 'imported',
      description: textAt(node, 'description') ?? '',
      isOn: textAt(node, 'enable') !== 'false',
      sql,
      actions: actions?.kind === 'array' ? actions.elements : [],
      node,
    },
  ]
}

const rulesOf = (node: ExportNode | undefined): readonly ExportedRule[] => {
  if (node?.kind === 'array') return node.elements.flatMap((one) => rule(one, undefined))
  return membersOf(node).flatMap(([key, one]) => rule(one, key))
}

/** `{type: {name: {…}}}` as configuration has it, or a list of objects that name both. */
const namedOf = (node: ExportNode | undefined): readonly Named[] => {
  if (node?.kind === 'array')
    return elementsOf(node).map((one) => ({
      type: textAt(one, 'type') ?? '',
      name: textAt(one, 'name') ?? '',
      node: one,
    }))
  return membersOf(node).flatMap(([type, names]) =>
    membersOf(names).map(([name, one]) => ({ type, name, node: one })),
  )
}

/** What an export has, in whichever of its shapes: one rule, a list, an answer of the API, a configuration. */
export const exportedOf = (root: ExportNode): Exported => {
  const found = [
    root,
    memberOf(root, 'data'),
    memberOf(root, 'rules'),
    memberOf(root, 'rule_engine', 'rules'),
  ]
  const single = rule(root, undefined)
  const rules = single.length > 0 ? single : (found.map(rulesOf).find((one) => one.length > 0) ?? [])
  return {
    rules,
    actions: [...namedOf(memberOf(root, 'actions')), ...namedOf(memberOf(root, 'bridges'))].filter(
      ({ type }) => type !== '',
    ),
    connectors: namedOf(memberOf(root, 'connectors')),
  }
}
