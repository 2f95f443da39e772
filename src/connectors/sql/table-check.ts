import { closestName } from '../../base/closest-name.ts'
import type { OutputColumn } from '../../stream/output.ts'
import type { TypeKind } from '../../types/type.ts'
import type { ColumnFamily, Dialect, TableColumn, TableShape } from './dialect.ts'
import { createStatement } from './statements.ts'
import type { SqlTable } from './target.ts'

/** What a comparison of a target with its table found. */
export type TableCheck =
  | { readonly kind: 'fits'; readonly columns: readonly TableColumn[]; readonly cautions: readonly string[] }
  | { readonly kind: 'problem'; readonly message: string }

const any: readonly ColumnFamily[] = ['text', 'json', 'other']

/** Families that take every value of a kind. ANY is known only as the rule runs. */
const takes: Readonly<Partial<Record<TypeKind, readonly ColumnFamily[]>>> = {
  BOOLEAN: [...any, 'boolean', 'integer', 'number'],
  INTEGER: [...any, 'integer', 'number'],
  DOUBLE: [...any, 'number'],
  DECIMAL: [...any, 'number'],
  STRING: [...any, 'bytes'],
  BYTES: ['bytes', 'json', 'other'],
  TIMESTAMP: [...any, 'time'],
  ARRAY: [...any, 'array'],
  OBJECT: any,
}

const wholeName = ({ schema, table }: SqlTable): string =>
  schema === undefined ? table : `${schema}.${table}`

const sameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name) => right.includes(name))

const missingProblem = (target: SqlTable, shape: TableShape): string | undefined => {
  const has = shape.columns.map((column) => column.name)
  const missing = target.columns.map((column) => column.name).filter((name) => !has.includes(name))
  const [first] = missing
  if (first === undefined) return undefined
  const close = closestName(first, has)
  const hint = close === undefined ? '' : `; did you mean ${close}?`
  return `table ${wholeName(target)} has no column ${missing.join(', ')}; it has ${has.join(', ')}${hint}`
}

/** Times as text are not in order, unless the database is told how to compare them. */
const newerByProblem = (dialect: Dialect, target: SqlTable, shape: TableShape): string | undefined => {
  const { newerBy } = target
  const isTime = target.columns.some(({ name, type }) => name === newerBy && type.kind === 'TIMESTAMP')
  const column = shape.columns.find(({ name }) => name === newerBy)
  if (!isTime || column?.family !== 'text' || dialect.orderOf !== undefined) return undefined
  return `newer_by ${column.name} is ${column.type} in table ${wholeName(target)}, and times as text are not in order; make it a timestamp`
}

const otherProblem = (target: SqlTable, shape: TableShape): string | undefined => {
  const written = new Set(target.columns.map((column) => column.name))
  const name = wholeName(target)
  const generated = shape.columns.find((column) => column.generated && written.has(column.name))
  if (generated !== undefined)
    return `column ${generated.name} of table ${name} is computed by the database and cannot be written`
  const required = shape.columns.filter((column) => column.required && !written.has(column.name))
  if (required.length > 0)
    return `table ${name} wants a value for ${required.map((column) => column.name).join(', ')}, which the rule does not give`
  if (target.key.length > 0 && !shape.uniqueKeys.some((key) => sameSet(key, target.key)))
    return `an upsert by ${target.key.join(', ')} needs a primary key or unique index on just that in table ${name}`
  return undefined
}

const cautionOf = ({ name, type }: OutputColumn, column: TableColumn): readonly string[] => {
  const cautions: string[] = []
  const families = takes[type.kind]
  if (families !== undefined && !families.includes(column.family))
    cautions.push(
      `column ${name} is ${column.type} and may not hold ${type.kind}: such rows will be rejected`,
    )
  if (type.kind === 'DECIMAL' && column.scale !== undefined && (type.scale ?? Infinity) > column.scale)
    cautions.push(
      `column ${name} is ${column.type} and rounds to ${String(column.scale)} digits behind the point`,
    )
  if (column.caution !== undefined && (type.kind === 'TIMESTAMP') === (column.family === 'time'))
    cautions.push(`column ${name} ${column.caution}`)
  return cautions
}

/** Compares what a target writes with the table as it is. */
export const checkTable = (dialect: Dialect, target: SqlTable, shape: TableShape | undefined): TableCheck => {
  if (shape === undefined) {
    const create = createStatement(dialect, target).replace(/\s+/g, ' ')
    return {
      kind: 'problem',
      message: `there is no table ${wholeName(target)}; it could be made by: ${create}`,
    }
  }
  const problem =
    missingProblem(target, shape) ?? otherProblem(target, shape) ?? newerByProblem(dialect, target, shape)
  if (problem !== undefined) return { kind: 'problem', message: problem }
  const pairs = target.columns.flatMap((column) => {
    const found = shape.columns.find(({ name }) => name === column.name)
    return found === undefined ? [] : [{ column, found }]
  })
  const cautions = pairs.flatMap(({ column, found }) => cautionOf(column, found))
  if (shape.caution !== undefined) cautions.push(`table ${wholeName(target)} ${shape.caution}`)
  return { kind: 'fits', columns: pairs.map(({ found }) => found), cautions }
}
