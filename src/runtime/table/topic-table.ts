import { errorWords } from '../../base/error-words.ts'
import { newAbort } from '../../base/abort.ts'
import { Backoff } from '../../base/backoff.ts'
import { Bell } from '../../base/bell.ts'
import type { TableShape } from '../../codegen/program.ts'
import { Outage } from '../../delivery/outage.ts'
import type { TableKey } from '../../stream/table-key.ts'
import type { ChangeReader, KeySet, Table, TableChange, TableRow } from '../../stream/table.ts'
import { checkAge } from './age.ts'
import { RowReader } from './row-reader.ts'
import type { TableContext, TableSnapshot } from './table-context.ts'
import { TopicVersions } from './topic-versions.ts'

const nameOf = (key: Uint8Array | undefined): string =>
  key === undefined ? '' : Buffer.from(key).toString('latin1')

const textOf = (key: Uint8Array | undefined): string =>
  key === undefined ? '' : Buffer.from(key).toString('utf8')

interface BadRows {
  note(problem: string): void
  tell(): void
}

/** A table that is a compacted topic: a record sees the rows as of its event time, and waits for them at most WAIT. */
export class TopicTable implements Table {
  readonly shape: TableShape
  readonly outage: Outage
  private readonly reader: ChangeReader
  private readonly rowReader: RowReader
  private readonly context: TableContext
  private readonly closing = newAbort()
  private readonly changed = new Bell()
  private current: TopicVersions | undefined
  /** All that came before this time is known. */
  private readToMs = -Infinity
  /** Up to this time nobody waits any more. */
  private patienceMs = -Infinity
  private missing: { keys: Set<TableKey>; atMs: number } | undefined
  private running: Promise<void> | undefined
  private readonly backoff: Backoff

  constructor(shape: TableShape, reader: ChangeReader, context: TableContext) {
    this.shape = shape
    this.reader = reader
    this.rowReader = new RowReader(shape)
    this.context = context
    const { clock, limits, log, random } = context
    this.backoff = new Backoff({ minMs: limits.backoffMinMs, maxMs: limits.backoffMaxMs, random })
    this.outage = new Outage(`table ${shape.name}`, clock, log, limits.outageRepeatMs)
  }

  get isReady(): boolean {
    return this.current !== undefined
  }

  start(): void {
    this.running ??= this.run()
  }

  async ready(): Promise<void> {
    await this.changed.until(() => this.isReady, this.closing.signal)
  }

  get(key: TableKey, atMs: number): TableRow | undefined {
    const { maxAgeMs, name, waitMs } = this.shape
    if (waitMs !== undefined && atMs > this.readToMs && atMs > this.patienceMs) this.miss(key, atMs)
    if (maxAgeMs !== undefined) checkAge(name, this.context.clock.wallMs() - this.readToMs, maxAgeMs)
    return this.current?.at(key, atMs)
  }

  missed(): KeySet | undefined {
    const { missing } = this
    this.missing = undefined
    return missing
  }

  async prefetch({ atMs }: KeySet): Promise<void> {
    const late = newAbort()
    const done = newAbort()
    void this.context.clock.sleep(this.shape.waitMs ?? 0, done.signal).then(() => late.abort())
    await this.changed.until(() => this.readToMs >= atMs || this.closing.signal.aborted, late.signal)
    done.abort()
    this.patienceMs = Math.max(this.patienceMs, atMs)
  }

  async close(): Promise<void> {
    this.closing.abort()
    this.changed.ring()
    await this.reader.close()
    await this.running
  }

  snapshot(): TableSnapshot {
    const { name, connection } = this.shape
    const { reason } = this.outage
    const ageMs = Number.isFinite(this.readToMs) ? this.context.clock.wallMs() - this.readToMs : undefined
    const state = reason !== undefined ? 'down' : this.isReady ? 'loaded' : 'loading'
    return { name, connection, state, reason, rows: this.current?.size ?? 0, ageMs }
  }

  private miss(key: TableKey, atMs: number): void {
    this.missing ??= { keys: new Set(), atMs }
    this.missing.keys.add(key)
    this.missing.atMs = Math.max(this.missing.atMs, atMs)
  }

  private async run(): Promise<void> {
    const { alarm, clock } = this.context
    const { signal } = this.closing
    while (!signal.aborted) {
      try {
        await this.readOnce()
      } catch (error) {
        if (signal.aborted) return
        this.outage.down(errorWords(error))
        alarm('table-load-failed', `table ${this.shape.name}: ${errorWords(error)}`)
      }
      await clock.sleep(this.backoff.nextMs(), signal)
    }
  }

  /** Reads the topic from its beginning; until that is done, the rows known before stay in force. */
  private async readOnce(): Promise<void> {
    const { clock, limits, log } = this.context
    const versions = new TopicVersions(this.shape.name, {
      rowsMax: limits.tableRowsMax,
      versionsMax: limits.tableVersionsMax,
      historyMs: limits.tableHistoryMs,
    })
    const bad = this.newBadRows()
    await this.reader.read({
      clock,
      log,
      signal: this.closing.signal,
      change: (change) => this.change(versions, change, bad),
      bad: ({ key }, problem) => bad.note(`message with key ${JSON.stringify(textOf(key))}: ${problem}`),
      readTo: (timeMs) => {
        bad.tell()
        this.current = versions
        this.readToMs = Math.max(this.readToMs, timeMs)
        this.backoff.reset()
        this.outage.up()
        this.changed.ring()
      },
      state: (down) => (down === undefined ? this.outage.up() : this.outage.down(down)),
    })
  }

  /** Of bad rows between two looks the first few are told one by one, the others by their number. */
  private newBadRows(): BadRows {
    const { alarm, limits } = this.context
    let count = 0
    const say = (words: string): void => alarm('table-bad-row', `table ${this.shape.name}: ${words}`)
    return {
      note: (problem) => {
        if (++count <= limits.tableBadRowsTold) say(problem)
      },
      tell: () => {
        if (count > limits.tableBadRowsTold) say(`and ${count - limits.tableBadRowsTold} bad rows more`)
        count = 0
      },
    }
  }

  private change(versions: TopicVersions, { value, message }: TableChange, bad: BadRows): void {
    const { alarm, limits } = this.context
    const name = nameOf(message.key)
    if (value === undefined) {
      versions.delete(name, message.timeMs)
      return
    }
    const read = this.rowReader.read({ value, message })
    if (read.kind === 'bad') {
      bad.note(read.problem)
      return
    }
    const { isFull } = versions
    versions.put(name, read.key, read.row, message.timeMs)
    if (versions.isFull && !isFull)
      alarm(
        'table-too-large',
        `table ${this.shape.name} has more than ${limits.tableRowsMax} rows; keys beyond fail`,
      )
  }
}
