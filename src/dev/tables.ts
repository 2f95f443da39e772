import type { CheckedProject, CheckedTable } from '../check/checked/project.ts'
import type { TargetShape } from '../stream/output.ts'
import { targetShapeOf } from '../codegen/shapes.ts'

/** A row of reference data, by column. */
export type Row = Readonly<Record<string, string | number>>

/** What a look-up table of a database has, as if rows were written there. */
const lookedUp = ({
  name,
  columns,
  connection,
  connector,
  options,
  primaryKey,
}: CheckedTable): TargetShape => ({
  rule: name,
  version: '',
  index: 0,
  connection,
  connector: connector?.name ?? '',
  columns: columns.map((column) => ({ name: column.name, type: column.type })),
  constants: {
    table: options['table'],
    key: primaryKey.flatMap((index) => columns[index]?.name ?? []),
  },
  perRow: [],
})

/** The CREATE TABLE statements that the rules' SQL targets and look-ups need, each once. */
export const neededTables = (project: CheckedProject): readonly string[] => {
  const tables = project.tables.map((table) => table.connector?.sink?.createStatement?.(lookedUp(table)))
  const statements = project.rules.flatMap((rule) =>
    rule.targets.map((target, index) =>
      target.connector?.sink?.createStatement?.(targetShapeOf(rule, '', index)),
    ),
  )
  return [...new Set([...statements, ...tables].filter((statement) => statement !== undefined))]
}

/** Makes the tables of a SQLite file that are not there yet, and puts rows into those that have a row's columns. */
export const createTables = async (
  file: string,
  statements: readonly string[],
  rows: ReadonlyMap<string, readonly Row[]>,
): Promise<void> => {
  const { default: Database } = await import('libsql')
  const database = new Database(file)
  try {
    for (const statement of statements)
      database.exec(statement.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'))
    for (const [table, ofTable] of rows) {
      const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as {
        name: string
      }[]
      const names = columns.map(({ name }) => name)
      const known = ofTable.filter(
        (row) => names.length > 0 && names.every((name) => Object.hasOwn(row, name)),
      )
      const places = names.map(() => '?').join(', ')
      for (const row of known)
        database.prepare(`INSERT INTO "${table}" VALUES (${places})`).run(...names.map((name) => row[name]))
    }
  } finally {
    database.close()
  }
}
