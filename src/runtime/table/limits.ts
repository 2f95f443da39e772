/** The bounds of tables. */
export interface TableLimits {
  /** Rows and bytes of one table that is loaded as a whole; a larger one is looked up row by row, or refused. */
  readonly tableRowsMax: number
  readonly tableBytesMax: number
  /** Rows that are remembered of a table that is too large to be loaded. */
  readonly tableCacheRowsMax: number
  /** Keys that are asked for at once. */
  readonly tableFetchKeysMax: number
  /** How long a remembered row is fresh where the table does not say REFRESH EVERY. */
  readonly tableFreshMs: number
  /** How long one load or fetch may take. */
  readonly tableLoadTimeoutMs: number
  /** Bad rows of one load that are told one by one. */
  readonly tableBadRowsTold: number
  /** Versions of one key of a topic that are kept, and how long before the newest a version may end. */
  readonly tableVersionsMax: number
  readonly tableHistoryMs: number
}

export const tableLimits: TableLimits = {
  tableRowsMax: 1_000_000,
  tableBytesMax: 268_435_456,
  tableCacheRowsMax: 100_000,
  tableFetchKeysMax: 500,
  tableFreshMs: 60_000,
  tableLoadTimeoutMs: 300_000,
  tableBadRowsTold: 5,
  tableVersionsMax: 16,
  tableHistoryMs: 3_600_000,
}
