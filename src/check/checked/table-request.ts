import type { TableColumn, TableRequest } from '../../catalog/connector.ts'
import type { CheckedColumn, CheckedTable } from './project.ts'

/** The name under which a column stands in the table, where it is one name. */
const sourceOf = ({ read }: CheckedColumn): string | undefined => {
  const payload = read.kind === 'read' ? read.operand : read
  return payload.kind === 'payload' && payload.path.length === 1 ? payload.path[0] : undefined
}

const tableColumn = (column: CheckedColumn): TableColumn => ({
  name: column.name,
  type: column.type,
  source: sourceOf(column),
  isEpoch: column.read.kind === 'read' && column.read.format?.kind === 'epoch',
})

/** What a table wants from its connection. */
export const tableRequest = (table: CheckedTable): TableRequest => ({
  name: table.name,
  options: table.options,
  columns: table.columns.map(tableColumn),
  primaryKey: table.primaryKey,
})
