import { UnreadableFile } from '../tls-settings.ts'
import type { SqlVerdict } from '../sql/dialect.ts'

/**
 * Classes of SQLSTATE (PostgreSQL, appendix A) that are about a row: cardinality (21), data (22), constraints (23),
 * WITH CHECK OPTION (44), limits such as an index row (54), errors that a trigger raises (P0).
 */
const aboutRows = new Set(['21', '22', '23', '44', '54', 'P0'])
/** Features, authorization, names, schema and syntax: an operator must look at them. */
const misconfigured = new Set(['0A', '28', '3D', '3F', '42'])
/** Connection exceptions, a session that is read-only or has timed out, operator intervention. */
const gone = new Set(['08', '25', '57'])

const QUERY_CANCELED = '57014'

export const verdict = (error: unknown): SqlVerdict => {
  if (error instanceof UnreadableFile) return 'fatal'
  const { code } = error as { code?: unknown }
  // What has no SQLSTATE comes from the client or the network.
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return 'reconnect'
  const family = code.slice(0, 2)
  if (aboutRows.has(family)) return 'refused'
  if (misconfigured.has(family)) return 'fatal'
  return gone.has(family) && code !== QUERY_CANCELED ? 'reconnect' : 'retry'
}
