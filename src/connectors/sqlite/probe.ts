import type { ProbeFinding, ProbeUse } from '../../catalog/probe.ts'
import { errorMessage } from '../error-message.ts'
import { probeWritable } from '../probe-writable.ts'
import { sqlTable } from '../sql/target.ts'

/** Whether the file can be written, and has the tables that rules write to; it is opened to be read only. */
export const probeSqlite = async (file: string, { targets }: ProbeUse): Promise<readonly ProbeFinding[]> => {
  const writable = await probeWritable(file)
  const tables = new Set(targets.map((target) => sqlTable(target).table))
  if (writable.level !== 'ok' || tables.size === 0) return [writable]
  const help = 'make the table; sluice explain RULE prints the statement'
  try {
    const { default: Database } = await import('libsql')
    const database = new Database(file, { readonly: true, fileMustExist: true })
    try {
      const known = database.prepare('SELECT name FROM sqlite_master WHERE name = ?')
      const missing = [...tables].filter((table) => known.get(table) === undefined)
      return [
        writable,
        ...missing.map(
          (table) => ({ level: 'fail', message: `${file} has no table ${table}`, help }) as const,
        ),
      ]
    } finally {
      database.close()
    }
  } catch (error) {
    return [writable, { level: 'fail', message: `${file} cannot be opened: ${errorMessage(error)}`, help }]
  }
}
