import { errorWords } from '../base/error-words.ts'
import type { TakeLock } from './open-journal.ts'

/** SQLite's own words for a lock that another process has. */
const isBusy = (error: unknown): boolean => /busy|locked/i.test(errorWords(error))

/**
 * An exclusive lock that ends with the process, however it ends: Node has no flock, and a file that notes a process id
 * still refuses after kill -9. SQLite keeps one on the file as long as a transaction is open.
 */
export const sqliteLock: TakeLock = async (path) => {
  const { default: Database } = await import('libsql')
  const database = new Database(path, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = DELETE')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (isBusy(error)) return undefined
    throw error
  }
  return () => {
    if (database.open) database.close()
  }
}
