import { UnreadableFile } from '../tls-settings.ts'
import type { SqlVerdict } from '../sql/dialect.ts'

/**
 * Errors about a row that have no SQLSTATE of classes 21, 22 or 23: NULL and defaults, values that do not fit or are
 * cut, row and packet sizes, JSON, check constraints of MySQL and MariaDB, SIGNAL in a trigger.
 */
const aboutRows = new Set([
  1048, 1118, 1153, 1264, 1265, 1292, 1300, 1366, 1406, 1411, 1416, 1644, 1690, 1977, 3140, 3156, 3819, 3903,
  4025, 4078,
])
/** No database, table, column, permission or default; wrong syntax; a table of another shape. */
const misconfigured = new Set([
  1044, 1045, 1049, 1054, 1064, 1136, 1142, 1143, 1146, 1227, 1364, 1370, 1698, 1906,
])
/** Shutdown, killed connection, failed over to a server that only reads. */
const gone = new Set([1053, 1152, 1158, 1159, 1160, 1161, 1184, 1290, 1792, 1836, 1927, 4031])

export const verdict = (error: unknown): SqlVerdict => {
  if (error instanceof UnreadableFile) return 'fatal'
  const { errno, sqlState } = error as { errno?: number; sqlState?: string }
  // What has no number of the server comes from the client or the network.
  if (errno === undefined || sqlState === undefined || errno < 1_000) return 'reconnect'
  if (gone.has(errno) || sqlState.startsWith('08')) return 'reconnect'
  if (misconfigured.has(errno)) return 'fatal'
  if (aboutRows.has(errno) || /^2[123]|^45/.test(sqlState)) return 'refused'
  if (sqlState.startsWith('42')) return 'fatal'
  // Deadlocks, lock waits, full disks, and whatever is not known to be about a row: rows wait and are not lost.
  return 'retry'
}
