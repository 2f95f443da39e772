import type { Session, Statement } from '../sql/dialect.ts'
import { PositionMoved } from '../sql/positions.ts'
import { describeTable } from './describe.ts'

const STATEMENTS_MAX = 256
const SCAN_ROWS = 1_000

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
  // In one go: the client blocks this thread, so a lane that waited here for the lock of another one would wait for
  // ever.
  const transact = (list: readonly Statement[]): void => {
    database.exec('BEGIN IMMEDIATE')
    try {
      for (const { mustChange, sql, values } of list) {
        const { changes } = prepared(sql).run(...(values as [object]))
        if (mustChange !== undefined && changes !== mustChange)
          throw new PositionMoved('another worker has written these rows, or this one did')
      }
      database.exec('COMMIT')
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK')
      throw error
    }
  }
  /** Rows as arrays, whole numbers without loss. */
  const reading = (sql: string) => database.prepare(sql).raw(true).safeIntegers(true)
  const close = (): void => {
    if (database.open) database.close()
  }
  return {
    describe: async (schema, table) =>
      describeTable((sql, ...values) => database.prepare(sql).all(...values), schema, table),
    transaction: async (list) => {
      transact(list)
    },
    scan: async function* (sql) {
      let rows: unknown[][] = []
      for (const row of reading(sql).iterate() as IterableIterator<unknown[]>) {
        rows.push(row)
        if (rows.length < SCAN_ROWS) continue
        yield rows
        rows = []
      }
      yield rows
    },
    select: async (sql, values) => reading(sql).all(...(values as [object])) as unknown[][],
    close: async () => close(),
    destroy: close,
  }
}
