import { RecordError } from '../../types/record-error.ts'
import type { TableKey } from '../../stream/table-key.ts'
import type { TableRow } from '../../stream/table.ts'

interface Version {
  readonly fromMs: number
  /** undefined: deleted. */
  readonly row: TableRow | undefined
}

interface Versions {
  /** By time; the last one is in force. */
  list: Version[]
  /** Earlier ones are gone. */
  isCut: boolean
}

/** How often deleted rows are looked for within the time that versions are kept. */
const SWEEPS = 16

export interface VersionLimits {
  readonly rowsMax: number
  readonly versionsMax: number
  readonly historyMs: number
}

/** The rows of a topic with their earlier versions, so that a record sees the one that was in force at its time. */
export class TopicVersions {
  private readonly byKey = new Map<TableKey, Versions>()
  private readonly keys = new Map<string, TableKey>()
  private readonly table: string
  private readonly limits: VersionLimits
  private newestMs = -Infinity
  private sweptMs = -Infinity
  /** Keys were refused because of the limit on rows. */
  isFull = false

  constructor(table: string, limits: VersionLimits) {
    this.table = table
    this.limits = limits
  }

  /** Rows that are there now. */
  get size(): number {
    return this.keys.size
  }

  /** A row as of a time. `message` names the message's key: a tombstone has nothing else. */
  put(message: string, key: TableKey, row: TableRow, fromMs: number): void {
    const before = this.keys.get(message)
    if (before !== undefined && before !== key) this.add(before, undefined, fromMs)
    if (!this.byKey.has(key) && this.byKey.size >= this.limits.rowsMax) this.sweep()
    if (!this.byKey.has(key) && this.byKey.size >= this.limits.rowsMax) {
      this.isFull = true
      return
    }
    this.keys.set(message, key)
    this.add(key, row, fromMs)
  }

  delete(message: string, fromMs: number): void {
    const key = this.keys.get(message)
    this.keys.delete(message)
    if (key !== undefined) this.add(key, undefined, fromMs)
  }

  at(key: TableKey, atMs: number): TableRow | undefined {
    const versions = this.byKey.get(key)
    if (versions === undefined) {
      if (this.isFull) this.incomplete(`has more than ${this.limits.rowsMax} rows`)
      return undefined
    }
    const { list } = versions
    for (let k = list.length - 1; k >= 0; k--) if (list[k]!.fromMs <= atMs) return list[k]!.row
    if (versions.isCut) this.incomplete('keeps no version of this row that is so old')
    return undefined
  }

  private incomplete(words: string): never {
    throw new RecordError('table-incomplete', `table ${this.table} ${words}`)
  }

  /** A later message counts from then on, even where its time is before that of the one ahead of it. */
  private add(key: TableKey, row: TableRow | undefined, timeMs: number): void {
    let versions = this.byKey.get(key)
    if (versions === undefined) this.byKey.set(key, (versions = { list: [], isCut: false }))
    const { list } = versions
    const fromMs = Math.max(timeMs, list.at(-1)?.fromMs ?? -Infinity)
    if (list.at(-1)?.fromMs === fromMs) list.pop()
    list.push({ fromMs, row })
    this.newestMs = Math.max(this.newestMs, fromMs)
    const { versionsMax, historyMs } = this.limits
    while (list.length > 1 && (list.length > versionsMax || list[1]!.fromMs < this.newestMs - historyMs)) {
      list.shift()
      versions.isCut = true
    }
    if (this.isOver(list)) this.byKey.delete(key)
  }

  /** A row that was deleted so long ago that nobody may ask for it any more. */
  private isOver(list: readonly Version[]): boolean {
    const last = list.at(-1)
    return last !== undefined && last.row === undefined && last.fromMs < this.newestMs - this.limits.historyMs
  }

  /** Makes room where deleted rows fill the table; seldom, since it looks at all rows. */
  private sweep(): void {
    const { historyMs } = this.limits
    if (this.newestMs - this.sweptMs < historyMs / SWEEPS) return
    this.sweptMs = this.newestMs
    for (const [key, { list }] of this.byKey) if (this.isOver(list)) this.byKey.delete(key)
  }
}
