import type { TextLiteral } from '../../syntax/ast/index.ts'
import type { Field, Type } from '../../types/type.ts'
import type { CheckedColumn } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { ANY, isNumber } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'
import type { Workspace } from './workspace.ts'

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const DEPTH_MAX = 20

/** Follows `$ref` inside the document; anything else is unknown. */
const dereference = (root: Json, schema: Json): Json => {
  let at = schema
  for (let hops = 0; hops < DEPTH_MAX && typeof at['$ref'] === 'string'; hops++) {
    const reference = at['$ref']
    if (!reference.startsWith('#')) return {}
    const steps = reference.slice(1).split('/').slice(1)
    const target = steps
      .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (node, step) => (isObject(node) && Object.hasOwn(node, step) ? node[step] : undefined),
        root,
      )
    if (!isObject(target)) return {}
    at = target
  }
  return at
}

const namesOf = (type: unknown): readonly string[] =>
  typeof type === 'string' ? [type] : Array.isArray(type) ? type.filter((one) => typeof one === 'string') : []

const fieldsOf = (root: Json, schema: Json, depth: number): readonly Field[] | undefined => {
  const { properties, required } = schema
  if (!isObject(properties)) return undefined
  const needed = Array.isArray(required) ? required : []
  return Object.entries(properties).map(([name, property]) => {
    const type = isObject(property) ? typeOfSchema(root, property, depth + 1) : ANY
    return { name, type: { ...type, nullable: type.nullable || !needed.includes(name) } }
  })
}

/** The type of what a schema describes; ANY where it leaves the kind open. */
const typeOfSchema = (root: Json, given: Json, depth: number): Type => {
  const schema = dereference(root, given)
  const names = namesOf(schema['type'])
  const nullable = names.includes('null')
  const [name, ...more] = names.filter((one) => one !== 'null')
  if (name === undefined || more.length > 0 || depth > DEPTH_MAX) return ANY
  switch (name) {
    case 'integer':
      return { kind: 'INTEGER', nullable }
    case 'number':
      return { kind: 'DOUBLE', nullable }
    case 'string':
      return { kind: depth === 1 && schema['format'] === 'date-time' ? 'TIMESTAMP' : 'STRING', nullable }
    case 'boolean':
      return { kind: 'BOOLEAN', nullable }
    case 'array': {
      const { items } = schema
      const element = isObject(items) ? typeOfSchema(root, items, depth + 1) : ANY
      return { kind: 'ARRAY', nullable, element }
    }
    case 'object': {
      const fields = fieldsOf(root, schema, depth)
      return fields === undefined ? { kind: 'OBJECT', nullable } : { kind: 'OBJECT', nullable, fields }
    }
    default:
      return ANY
  }
}

const bad = (context: Context, node: TextLiteral, message: string): undefined =>
  context.report('bad-schema', node, { message })

/** A JSON Schema file: its text, and the columns that it gives where the stream lists none. */
export const readSchema = (
  workspace: Workspace,
  context: Context,
  node: TextLiteral,
): { readonly text: string; readonly columns: readonly CheckedColumn[] } | undefined => {
  const text = workspace.options.readFile?.(node.value, context.surroundings.document)
  if (text === undefined) return bad(context, node, `the file ${node.value} cannot be read`)
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return bad(context, node, `the file ${node.value} is not JSON`)
  }
  if (!isObject(root)) return bad(context, node, `${node.value} is not a JSON Schema`)
  const schema = dereference(root, root)
  const kinds = namesOf(schema['type'])
  if (kinds.length !== 1 || kinds[0] !== 'object')
    return bad(context, node, `${node.value} does not describe an object: it needs "type": "object"`)
  const columns = (fieldsOf(root, schema, 0) ?? []).map(({ name, type }): CheckedColumn => {
    const span = node.span
    const operand = { kind: 'payload', path: [name], type: ANY, span } as const
    return {
      name,
      type,
      read:
        type.kind === 'ANY' ? operand : { kind: 'read', operand, type: { ...type, nullable: true }, span },
      notNull: !type.nullable && type.kind !== 'ANY',
      personal: false,
      span,
    }
  })
  return { text, columns }
}

/** Is JSON of the one kind what a column of the other reads? */
const reads = (column: Type, json: Type): boolean => {
  if (column.kind === 'ANY' || json.kind === 'ANY' || column.kind === json.kind) return true
  if (isNumber(json)) return isNumber(column)
  const isText = json.kind === 'STRING' || json.kind === 'TIMESTAMP'
  return isText && (column.kind === 'STRING' || column.kind === 'BYTES' || column.kind === 'TIMESTAMP')
}

/** The member that a column reads as it is: its own name, or one step that FROM says. */
const memberOf = ({ read }: CheckedColumn): string | undefined => {
  if (read.kind === 'read' && read.format !== undefined) return undefined
  const source = read.kind === 'read' ? read.operand : read
  return source.kind === 'payload' && source.path.length === 1 ? source.path[0] : undefined
}

/** Declared columns that no record could fill, because the schema wants another kind there. */
export const checkAgainstSchema = (
  context: Context,
  columns: readonly CheckedColumn[],
  described: readonly CheckedColumn[],
): void => {
  for (const column of columns) {
    const member = memberOf(column)
    const wanted = described.find(({ name }) => name === member)?.type
    if (wanted === undefined || reads(column.type, wanted)) continue
    context.report('wrong-type', column, {
      message: `column \`${column.name}\` is ${show(column.type)}, and the schema says ${show(wanted)}`,
      help: `declare it as ${show(wanted)}, or convert it: FROM CAST(payload.${column.name} AS ${show(column.type)})`,
    })
  }
}
