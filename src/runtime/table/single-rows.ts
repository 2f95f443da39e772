import type { TableKey } from '../../stream/table-key.ts'
import type { KeySet, TableRow } from '../../stream/table.ts'

interface Entry {
  /** undefined: there is no such row. */
  readonly row: TableRow | undefined
  readonly readMs: number
  /** When it was last asked for anew; later than `readMs` where the server did not answer. */
  triedMs: number
}

export interface SingleRowsOptions {
  readonly rowsMax: number
  /** A row that was read or asked for so long ago is asked for again. */
  readonly freshMs: number
  /** Monotonic. */
  readonly nowMs: () => number
}

/** Rows of a table that is too large to be loaded, as far as they were asked for; bounded, the oldest goes first. */
export class SingleRows {
  private readonly entries = new Map<TableKey, Entry>()
  private readonly options: SingleRowsOptions
  private missing = new Set<TableKey>()

  constructor(options: SingleRowsOptions) {
    this.options = options
  }

  get size(): number {
    return this.entries.size
  }

  /** The entry of a key; one that is not there or no longer fresh is noted as missed. */
  get(key: TableKey): Readonly<Entry> | undefined {
    const entry = this.entries.get(key)
    if (entry === undefined || this.options.nowMs() - entry.triedMs > this.options.freshMs)
      this.missing.add(key)
    return entry
  }

  missed(): KeySet | undefined {
    if (this.missing.size === 0) return undefined
    const keys = this.missing
    this.missing = new Set()
    return { keys, atMs: 0 }
  }

  has(key: TableKey): boolean {
    return this.entries.has(key)
  }

  /** Keys whose rows were asked for: those without a row have none. */
  put(keys: Iterable<TableKey>, rows: ReadonlyMap<TableKey, TableRow>): void {
    const nowMs = this.options.nowMs()
    for (const key of keys) {
      // Behind all others, so that what was just fetched is the last to go.
      this.entries.delete(key)
      this.entries.set(key, { row: rows.get(key), readMs: nowMs, triedMs: nowMs })
    }
    for (const key of this.entries.keys()) {
      if (this.entries.size <= this.options.rowsMax) break
      this.entries.delete(key)
    }
  }

  /** The server did not answer: what is known is used on, and asked for again later. */
  keep(keys: Iterable<TableKey>): void {
    const nowMs = this.options.nowMs()
    for (const key of keys) {
      const entry = this.entries.get(key)
      if (entry !== undefined) entry.triedMs = nowMs
    }
  }
}
