import type { TableStatement } from '../../syntax/ast/index.ts'
import type { TypeKind } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { tableRequest } from '../checked/table-request.ts'
import type { CheckedTable } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import type { Declaration } from '../names/declarations.ts'
import { Scope } from '../names/scope.ts'
import { show } from '../typing/show.ts'
import { checkColumns } from './column.ts'
import { resolveConnection, type Connection } from './connection.ts'
import { durationMs } from './duration.ts'
import { declaredOption, freeOption, given, unknownOption } from './option.ts'
import { messagePlace } from './stream.ts'
import { declared, type Workspace } from './workspace.ts'

/** A table as far as it could be understood. */
export interface TableResult {
  readonly table: CheckedTable
  readonly isBroken: boolean
}

const durations = (
  context: Parameters<typeof durationMs>[0],
  statement: TableStatement,
): Pick<CheckedTable, 'refreshMs' | 'maxAgeMs' | 'waitMs'> => {
  const refreshMs = durationMs(context, statement.refresh)
  const maxAgeMs = durationMs(context, statement.maxAge)
  const waitMs = durationMs(context, statement.wait)
  return {
    ...(refreshMs === undefined ? {} : { refreshMs }),
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(waitMs === undefined ? {} : { waitMs }),
  }
}

/** The options of a table's endpoint, by their declarations where the connection is known. */
const tableOptions = (
  context: Context,
  connection: Connection | undefined,
  { from }: TableStatement,
): Readonly<Record<string, Value>> => {
  const entry = connection?.connector?.table
  const options: [string, Value][] = []
  const meant = new Set<string>()
  for (const [name, one] of given(context, from.options)) {
    meant.add(name)
    const spec = entry?.options.find((candidate) => candidate.name === name)
    if (entry !== undefined && spec === undefined) {
      const known = entry.options.map((candidate) => candidate.name)
      meant.add(unknownOption(context, one.option.name, `\`${from.name.text}\``, known) ?? '')
      continue
    }
    const value = spec === undefined ? freeOption(one) : declaredOption(one, spec)
    if (value?.kind === 'constant') options.push([name, value.value])
    else if (value !== undefined)
      context.report('not-constant', one.option.value, {
        message: `option \`${name}\` of a table must be a constant`,
      })
  }
  for (const { name, required } of entry?.options ?? [])
    if (required === true && !meant.has(name))
      context.report('missing-option', from.name, {
        message: `\`${from.name.text}\` needs the option \`${name}\``,
      })
  return Object.fromEntries(options)
}

/** Such values have no key by which they are found. */
const isOpenKind = (kind: TypeKind): boolean => kind === 'ANY' || kind === 'ARRAY' || kind === 'OBJECT'

/** Checks a TABLE statement: its columns are members of the table's rows. */
export const checkTable = (
  workspace: Workspace,
  { statement, document }: Declaration<TableStatement>,
): TableResult => {
  const { constants } = workspace
  const context = workspace.context(document, new Scope({ places: [messagePlace], constants }))
  const connection = resolveConnection(workspace, context, statement.from.name, 'table')
  const options = tableOptions(context, connection, statement)
  const { columns } = checkColumns(context, statement.columns)
  const keys = statement.columns.filter((column) => column.primaryKey).map((column) => column.name.text)
  const keyColumns = statement.columns.filter((column) => column.primaryKey)
  for (const column of keyColumns) {
    const type = columns.find((one) => one.name === column.name.text)?.type
    if (type !== undefined && isOpenKind(type.kind))
      context.report('bad-table', column.name, {
        message: `\`${column.name.text}\` is ${show(type)} and cannot be a primary key`,
        help: 'declare it as STRING, INTEGER or another plain type',
      })
  }
  if (keys.length === 0)
    context.report('bad-table', statement.name, {
      message: `table \`${statement.name.text}\` has no PRIMARY KEY`,
    })
  const table: CheckedTable = {
    connection: statement.from.name.text,
    options,
    columns,
    primaryKey: keys.map((key) => columns.findIndex((column) => column.name === key)),
    ...durations(context, statement),
    ...declared(statement.name, document, statement.doc),
    ...(connection?.connector === undefined ? {} : { connector: connection.connector }),
  }
  const { state } = context.surroundings
  if (!state.broken)
    for (const problem of connection?.connector?.table?.check?.(tableRequest(table)) ?? [])
      context.report('bad-table', statement.from.name, { message: `\`${table.connection}\`: ${problem}` })
  return { table, isBroken: context.surroundings.state.broken || connection === undefined }
}
