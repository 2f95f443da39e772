import type { CheckedItem, CheckedTarget } from '../../../src/check/checked/project.ts'
import { jsonText } from '../../../src/types/json/write.ts'
import type { Type } from '../../../src/types/type.ts'
import type { Value } from '../../../src/types/value.ts'
import { evaluate, itemValue, truth } from './evaluate.ts'
import type { RowRun } from './environment.ts'
import { isNull, isObject, objectOf, orNull } from './values.ts'

/** A row for one target: its value as JSON text or as a message of its own, its columns, its options. */
export interface InterpretedRow {
  readonly value: string | Uint8Array | undefined
  readonly columns: ReadonlyMap<string, Value>
  readonly options: readonly Value[]
}

type Tree = Map<string | number, Tree | Leaf>
interface Leaf {
  readonly value: Value
  readonly type: Type
}

const isLeaf = (node: Tree | Leaf): node is Leaf => !(node instanceof Map)

const ANY: Type = { kind: 'ANY', nullable: true }

const put = (tree: Tree, path: readonly (string | number)[], leaf: Leaf): void => {
  const [step = '', ...rest] = path
  if (rest.length === 0) {
    tree.set(step, leaf)
    return
  }
  const known = tree.get(step)
  const next: Tree = known === undefined || isLeaf(known) ? new Map<string | number, Tree | Leaf>() : known
  tree.set(step, next)
  put(next, rest, leaf)
}

const headOf = (item: CheckedItem): string | undefined =>
  item.kind === 'value' ? String(item.path[0]) : undefined

/** All columns of a row in the order of SELECT; a named one hides a member that a spread brings. */
const columnsOf = (row: RowRun): Tree => {
  const named = new Set(row.items.map(headOf))
  const tree: Tree = new Map()
  row.items.forEach((item, index) => {
    const value = itemValue(row, index)
    if (item.kind === 'value') put(tree, item.path, { value: orNull(value), type: item.expression.type })
    else if (isObject(value))
      for (const name of Object.keys(value))
        if (!item.except.includes(name) && !named.has(name))
          tree.set(name, { value: orNull(value[name]), type: ANY })
  })
  return tree
}

const textOf = (node: Tree | Leaf, omitNulls: boolean): string => {
  if (isLeaf(node)) return jsonText(node.value, node.type)
  const first = [...node.keys()][0]
  if (typeof first === 'number') {
    const length = Math.max(...[...node.keys()].map(Number))
    const parts = Array.from({ length }, (_, k) => node.get(k + 1))
    return `[${parts.map((part) => (part === undefined ? 'null' : textOf(part, omitNulls))).join(',')}]`
  }
  const members = [...node].filter(([, part]) => !(omitNulls && isLeaf(part) && isNull(part.value)))
  return `{${members.map(([name, part]) => `${JSON.stringify(name)}:${textOf(part, omitNulls)}`).join(',')}}`
}

const columnValue = (node: Tree | Leaf): Value => {
  if (isLeaf(node)) return node.value
  const first = [...node.keys()][0]
  if (typeof first === 'number') {
    const length = Math.max(...[...node.keys()].map(Number))
    return Array.from({ length }, (_, k) => {
      const part = node.get(k + 1)
      return part === undefined ? null : columnValue(part)
    })
  }
  return objectOf([...node].map(([name, part]) => [String(name), columnValue(part)]))
}

const ownValue = (row: RowRun, e: NonNullable<CheckedTarget['value']>): string | Uint8Array => {
  const value = evaluate(row, e)
  if (isNull(value)) return ''
  if (value instanceof Uint8Array) return value
  return typeof value === 'string' ? value : jsonText(value, e.type)
}

/** The rows of all targets, undefined where WHEN is not TRUE. Throws where any expression of the rule fails. */
export const rowsOf = (row: RowRun, targets: readonly CheckedTarget[]): (InterpretedRow | undefined)[] => {
  // Items that no target writes down are not computed.
  const tree: Tree = targets.some((target) => target.value === undefined)
    ? columnsOf(row)
    : new Map<string | number, Tree | Leaf>()
  const columns = new Map([...tree].map(([name, node]) => [String(name), columnValue(node)]))
  // What cannot be written as JSON fails before WHEN is asked.
  for (const target of targets)
    if (target.value === undefined && target.connection === 'kafka') textOf(tree, target.omitNulls)
  return targets.map((target) => {
    if (target.when !== undefined && truth(row, target.when) !== true) return undefined
    const options = target.perRow.map((option) => orNull(evaluate(row, option.expression)))
    const value = target.value === undefined ? textOf(tree, target.omitNulls) : ownValue(row, target.value)
    return { value, columns, options }
  })
}
