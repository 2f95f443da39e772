import type { TableStatement } from '../../syntax/ast/index.ts'
import type { Value } from '../../types/value.ts'
import type { CheckedTable } from '../checked/project.ts'
import type { Declaration } from '../names/declarations.ts'
import { Scope } from '../names/scope.ts'
import { checkColumns } from './column.ts'
import { resolveConnection } from './connection.ts'
import { durationMs } from './duration.ts'
import { freeOption, given } from './option.ts'
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

/** Checks a TABLE statement: its columns are members of the table's rows. */
export const checkTable = (
  workspace: Workspace,
  { statement, document }: Declaration<TableStatement>,
): TableResult => {
  const { constants } = workspace
  const context = workspace.context(document, new Scope({ places: [messagePlace], constants }))
  const connection = resolveConnection(workspace, context, statement.from.name, 'table')
  const options = new Map<string, Value>()
  for (const [name, one] of given(context, statement.from.options)) {
    const value = freeOption(one)
    if (value?.kind === 'constant') options.set(name, value.value)
    else if (value !== undefined)
      context.report('not-constant', one.option.value, {
        message: `option \`${name}\` of a table must be a constant`,
      })
  }
  const { columns } = checkColumns(context, statement.columns)
  const keys = statement.columns.filter((column) => column.primaryKey).map((column) => column.name.text)
  if (keys.length === 0)
    context.report('bad-table', statement.name, {
      message: `table \`${statement.name.text}\` has no PRIMARY KEY`,
    })
  const table: CheckedTable = {
    ...declared(statement.name, document, statement.doc),
    connection: statement.from.name.text,
    ...(connection?.connector === undefined ? {} : { connector: connection.connector }),
    options: Object.fromEntries(options),
    columns,
    primaryKey: keys.map((key) => columns.findIndex((column) => column.name === key)),
    ...durations(context, statement),
  }
  return { table, isBroken: context.surroundings.state.broken || connection === undefined }
}
