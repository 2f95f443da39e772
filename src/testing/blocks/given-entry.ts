import type { Catalog } from '../../catalog/catalog.ts'
import type { Checked } from '../../check/checked/expression.ts'
import type {
  CheckedColumn,
  CheckedItem,
  CheckedRule,
  CheckedStream,
  CheckedTable,
} from '../../check/checked/project.ts'
import { invariant } from '../../base/invariant.ts'
import type { FormatEntry } from '../../catalog/format.ts'
import type { Type } from '../../types/type.ts'

const ANY: Type = { kind: 'ANY', nullable: true }

/** The source that a record says it comes from where it is a row given to a stream or rule by name. */
export const entryName = (kind: 'stream' | 'rule', name: string): string => `<${kind} ${name}>`

const member = (path: readonly string[], span: CheckedColumn['span']): Checked => ({
  kind: 'payload',
  path,
  type: ANY,
  span,
})

const readAs = (operand: Checked, type: Type): Checked =>
  type.kind === 'ANY'
    ? operand
    : { kind: 'read', operand, type: { ...type, nullable: true }, span: operand.span }

/** The column's own value where the row has it; else what the stream says, which may come from topic or key. */
const columnByName = (column: CheckedColumn): CheckedColumn => {
  const { name, span, type } = column
  const own = member([name], span)
  const nullable = { ...type, nullable: true }
  const isMissing: Checked = {
    kind: 'is',
    test: 'MISSING',
    negated: false,
    operand: own,
    type: { kind: 'BOOLEAN', nullable: false },
    span,
  }
  const branches = [{ when: isMissing, then: column.read }]
  return {
    ...column,
    read: { kind: 'case', branches, otherwise: readAs(own, type), type: nullable, span },
  }
}

const jsonFormat = (catalog: Catalog): FormatEntry => {
  const format = catalog.format('json')
  invariant(format !== undefined, 'there is a format json')
  return format
}

/** The stream as it reads rows whose members are its columns. */
export const streamEntry = (stream: CheckedStream, catalog: Catalog): CheckedStream => {
  const { connector: _, schema: __, ...rest } = stream
  return {
    ...rest,
    connection: entryName('stream', stream.name),
    topics: [],
    format: jsonFormat(catalog),
    columns: stream.columns.map(columnByName),
  }
}

/** The table as it reads rows whose members are its columns. */
export const tableEntry = (table: CheckedTable): CheckedTable => ({
  ...table,
  columns: table.columns.map(columnByName),
})

/** The place of an item in the row; steps into arrays are elements. */
const itemRead = (path: readonly (string | number)[], span: CheckedColumn['span']): Checked => {
  const cut = path.findIndex((step) => typeof step === 'number')
  const names = path.slice(0, cut === -1 ? path.length : cut).map(String)
  return path.slice(names.length).reduce<Checked>(
    (target, step) =>
      typeof step === 'string'
        ? { kind: 'field', target, name: step, type: ANY, span }
        : {
            kind: 'element',
            target,
            index: { kind: 'literal', value: step, type: { kind: 'INTEGER', nullable: false }, span },
            type: ANY,
            span,
          },
    member(names, span),
  )
}

/** The rule as a stream of its own rows: what it would read and compute is given. */
export const ruleEntry = (rule: CheckedRule, catalog: Catalog): CheckedRule => {
  const columns: CheckedColumn[] = []
  const items = rule.items.map((item): CheckedItem => {
    const { span, type } = item.expression
    if (item.kind === 'spread') return { ...item, expression: member([], span) }
    const index = columns.length
    columns.push({
      name: item.path.join('.'),
      type,
      read: readAs(itemRead(item.path, span), type),
      notNull: !type.nullable,
      personal: item.personal,
      span,
    })
    return { ...item, expression: { kind: 'column', index, type, span } }
  })
  const stream: CheckedStream = {
    name: rule.name,
    document: rule.document,
    span: rule.span,
    tags: {},
    prose: '',
    origin: 'declared',
    connection: entryName('rule', rule.name),
    topics: [],
    options: {},
    format: jsonFormat(catalog),
    columns,
    onInvalid: { kind: 'dead-letter' },
  }
  const { where: _, foreach: __, ...rest } = rule
  return {
    ...rest,
    from: { kind: 'stream', stream },
    joins: [],
    items,
    targets: [],
    onError: { kind: 'dead-letter' },
  }
}
