import type { Session } from '../sql/dialect.ts'

const STATEMENTS_MAX = 256

/** Opens a file; its client works in the calling thread, in a few hundred microseconds a batch. */
export const openSqlite = async (file: string, busyTimeoutMs: number): Promise<Session> => {
  const { default: Database } = await import('libsql')
  const database = new Database(file, { timeout: busyTimeoutMs })
  database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  const statements = new Map<string, ReturnType<typeof database.prepare>>()
  const prepared = (sql: string): ReturnType<typeof database.prepare> => {
    let statement = statements.get(sql)
    if (statement === undefined) {
      if (statements.size >= STATEMENTS_MAX) statements.clear()
      statement = database.prepare(sql)
      statements.set(sql, statement)
    }
    return statement
  }
  return {
    columns: async (_, table) => {
      const rows = database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]
      return rows.length === 0 ? undefined : rows.map((row) => row.name)
    },
    // The whole transaction in one go: the client blocks this thread, so a lane that waited here for the lock of
    // another one would wait for ever.
    transaction: async (list) => {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const { sql, values } of list) prepared(sql).run(...(values as [object]))
        database.exec('COMMIT')
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    close: async () => {
      database.close()
    },
  }
}
