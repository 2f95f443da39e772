import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import { Bell } from '../../base/bell.ts'
import type { TableShape } from '../../codegen/program.ts'
import { Outage } from '../../delivery/outage.ts'
import { keyValues, type TableKey } from '../../stream/table-key.ts'
import type { KeySet, SnapshotReader, Table, TableRow } from '../../stream/table.ts'
import { checkAge } from './age.ts'
import { inTime } from './deadline.ts'
import { load } from './load.ts'
import { RowReader } from './row-reader.ts'
import { SingleRows } from './single-rows.ts'
import type { TableContext, TableSnapshot } from './table-context.ts'

/**
 * A table that is read as a whole: the latest complete contents, read again after REFRESH EVERY. One that is too
 * large is asked for single rows instead, which are remembered for as long.
 */
export class SnapshotTable implements Table {
  readonly shape: TableShape
  readonly outage: Outage
  private readonly reader: SnapshotReader
  private readonly rowReader: RowReader
  private readonly context: TableContext
  private readonly closing = newAbort()
  private readonly changed = new Bell()
  private rows: ReadonlyMap<TableKey, TableRow> = new Map()
  private single: SingleRows | undefined
  private loadedMs: number | undefined
  private running: Promise<void> | undefined

  constructor(shape: TableShape, reader: SnapshotReader, context: TableContext) {
    this.shape = shape
    this.reader = reader
    this.rowReader = new RowReader(shape)
    this.context = context
    const { clock, limits, log } = context
    this.outage = new Outage(`table ${shape.name}`, clock, log, limits.outageRepeatMs)
  }

  get isReady(): boolean {
    return this.loadedMs !== undefined
  }

  start(): void {
    this.running ??= this.run()
  }

  async ready(): Promise<void> {
    await this.changed.until(() => this.isReady, this.closing.signal)
  }

  get(key: TableKey): TableRow | undefined {
    const { maxAgeMs, name } = this.shape
    if (this.single !== undefined) {
      const entry = this.single.get(key)
      if (entry === undefined) return undefined
      if (maxAgeMs !== undefined) checkAge(name, this.context.clock.monotonicMs() - entry.readMs, maxAgeMs)
      return entry.row
    }
    if (maxAgeMs !== undefined)
      checkAge(name, this.context.clock.monotonicMs() - (this.loadedMs ?? 0), maxAgeMs)
    return this.rows.get(key)
  }

  missed(): KeySet | undefined {
    return this.single?.missed()
  }

  async prefetch({ keys }: KeySet): Promise<void> {
    const list = [...keys]
    const { tableFetchKeysMax } = this.context.limits
    for (let at = 0; at < list.length; at += tableFetchKeysMax)
      await this.fetch(list.slice(at, at + tableFetchKeysMax))
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.changed.ring()
    await this.running
    await this.reader.close()
  }

  snapshot(): TableSnapshot {
    const { name, connection } = this.shape
    const { reason } = this.outage
    const { loadedMs, single } = this
    return {
      name,
      connection,
      state:
        reason !== undefined
          ? 'down'
          : !this.isReady
            ? 'loading'
            : single === undefined
              ? 'loaded'
              : 'cached',
      reason,
      rows: single?.size ?? this.rows.size,
      ageMs: loadedMs === undefined ? undefined : this.context.clock.monotonicMs() - loadedMs,
    }
  }

  private async run(): Promise<void> {
    const { clock } = this.context
    const { signal } = this.closing
    const { refreshMs } = this.shape
    while (await this.load()) {
      if (refreshMs === undefined || this.single !== undefined) return
      await clock.sleep(refreshMs, signal)
    }
  }

  /** Tries until the table is loaded; false when it was closed. */
  private async load(): Promise<boolean> {
    const { clock } = this.context
    const { signal } = this.closing
    const backoff = this.backoff()
    while (!signal.aborted) {
      try {
        await this.loadOnce()
        return true
      } catch (error) {
        if (signal.aborted) break
        this.failed(errorWords(error))
        await clock.sleep(backoff.nextMs(), signal)
      }
    }
    return false
  }

  private backoff(): Backoff {
    const { limits, random } = this.context
    return new Backoff({ minMs: limits.backoffMinMs, maxMs: limits.backoffMaxMs, random })
  }

  private failed(message: string): void {
    this.outage.down(message)
    this.context.alarm(
      this.isReady ? 'table-refresh-failed' : 'table-load-failed',
      `table ${this.shape.name}: ${message}${this.isReady ? '; the rows known before are used on' : ''}`,
    )
  }

  private async loadOnce(): Promise<void> {
    const { alarm, clock, limits } = this.context
    const startedMs = clock.monotonicMs()
    const { name } = this.shape
    const result = await inTime(clock, limits.tableLoadTimeoutMs, this.closing.signal, (signal) =>
      load(this.reader, this.rowReader, limits, signal),
    )
    if (result.kind === 'complete') {
      for (const problem of result.bad) alarm('table-bad-row', `table ${name}: ${problem}`)
      this.rows = result.rows
    } else {
      if (this.reader.fetch === undefined)
        throw new Error(`${result.reason}, which is too large to be loaded`)
      this.context.log.info(`table ${name} is looked up row by row, since ${result.reason}`)
      this.rows = new Map()
      this.single = new SingleRows({
        rowsMax: limits.tableCacheRowsMax,
        freshMs: this.shape.refreshMs ?? limits.tableFreshMs,
        nowMs: () => clock.monotonicMs(),
      })
    }
    this.loadedMs = startedMs
    this.outage.up()
    this.changed.ring()
  }

  /** Fetches single rows; waits for the server only where a key was never read. */
  private async fetch(keys: readonly TableKey[]): Promise<void> {
    const { clock } = this.context
    const { signal } = this.closing
    const backoff = this.backoff()
    while (!signal.aborted) {
      try {
        await this.fetchOnce(keys)
        return
      } catch (error) {
        if (signal.aborted) return
        this.failed(errorWords(error))
        this.single?.keep(keys)
        if (keys.every((key) => this.single?.has(key) === true)) return
        await clock.sleep(backoff.nextMs(), signal)
      }
    }
  }

  private async fetchOnce(keys: readonly TableKey[]): Promise<void> {
    const { alarm, clock, limits } = this.context
    const values = keys.map((key) => keyValues(key, this.shape.keyTypes))
    const inputs = await inTime(
      clock,
      limits.tableLoadTimeoutMs,
      this.closing.signal,
      async (signal) => (await this.reader.fetch?.(values, signal)) ?? [],
    )
    const rows = new Map<TableKey, TableRow>()
    for (const input of inputs) {
      const read = this.rowReader.read(input)
      if (read.kind === 'row') rows.set(read.key, read.row)
      else alarm('table-bad-row', `table ${this.shape.name}: ${read.problem}`)
    }
    this.single?.put(keys, rows)
    this.loadedMs = clock.monotonicMs()
    this.outage.up()
  }
}
