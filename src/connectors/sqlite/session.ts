import type { Session } from '../sql/dialect.ts'

const STATEMENTS_MAX = 256

/** Opens a file; its client works in the calling thread, in a few hundred microseconds a batch. */
export const openSqlite = async (file: string, busyTimeoutMs: number): Promise<Session> => {
  const { default: Database } = await import('libsql')
  const database = new Database(file, { timeout: busyTimeoutMs })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  const statements = new Map<string, ReturnType<typeof database.prepare>>()
  return {
    columns: async (_, table) => {
      const rows = database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]
      return rows.length === 0 ? undefined : rows.map((row) => row.name)
    },
    run: async (sql, values) => {
      if (values.length === 0) {
        database.exec(sql)
        return
      }
      let statement = statements.get(sql)
      if (statement === undefined) {
        if (statements.size >= STATEMENTS_MAX) statements.clear()
        statement = database.prepare(sql)
        statements.set(sql, statement)
      }
      statement.run(...(values as [object]))
    },
    close: async () => {
      database.close()
    },
  }
}
