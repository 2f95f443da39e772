import type { OutputBatch } from '../../stream/output.ts'
import type { Dialect, Session, Statement } from './dialect.ts'
import type { SqlTable } from './target.ts'

/** The table that says how far a source's rows are written. */
const TABLE = 'sluice_positions'

/** The place of the next row: the offset of its record, and which of that record's rows it is. */
interface Place {
  readonly offset: number
  readonly row: number
}

const START: Place = { offset: 0, row: 0 }

const isBefore = (a: Place, b: Place): boolean =>
  a.offset < b.offset || (a.offset === b.offset && a.row < b.row)

/** Another writer has moved a position, or a COMMIT without an answer did: the rows must be looked at again. */
export class PositionMoved extends Error {}

/** The CREATE TABLE of the positions. */
export const positionsStatement = ({ quote }: Dialect, { schema }: Pick<SqlTable, 'schema'>): string => {
  const table = [...(schema === undefined ? [] : [schema]), TABLE].map(quote).join('.')
  const text = (name: string): string => `  ${quote(name)} VARCHAR(250) NOT NULL`
  return `CREATE TABLE ${table} (\n${text('lane')},\n${text('log')},\n  ${quote('next_offset')} BIGINT NOT NULL,\n  ${quote('next_row')} BIGINT NOT NULL,\n  PRIMARY KEY (${quote('lane')}, ${quote('log')})\n);`
}

/**
 * How far rows of one lane are written, per partition of their source's log. A position is moved by compare and set in
 * the transaction of the rows, so that rows which are read again, or written by two workers, are there once.
 */
export class Positions {
  private readonly dialect: Dialect
  private readonly table: string
  private readonly lane: string
  private readonly known = new Map<string, Place>()

  constructor(dialect: Dialect, { schema }: SqlTable, lane: string) {
    const { quote } = dialect
    this.dialect = dialect
    this.table = [...(schema === undefined ? [] : [schema]), TABLE].map(quote).join('.')
    this.lane = lane
  }

  /** What is known may not hold any more; it is read again. */
  forget(): void {
    this.known.clear()
  }

  /** Learns where the partitions of a batch stand. */
  async learn(session: Session, batch: OutputBatch): Promise<void> {
    for (let i = 0; i < batch.count; i++) {
      const log = batch.chunk(i).log?.partition
      if (log !== undefined && !this.known.has(log)) this.known.set(log, await this.read(session, log))
    }
  }

  /** Whether the row is in the database already. */
  isWritten(batch: OutputBatch, i: number): boolean {
    const chunk = batch.chunk(i)
    const place = placeOf(batch, i)
    const known = chunk.log === undefined ? undefined : this.known.get(chunk.log.partition)
    return place !== undefined && known !== undefined && isBefore(place, known)
  }

  /** The statements that move the positions behind these rows, and what is known once they are committed. */
  moves(batch: OutputBatch, rows: readonly { readonly index: number }[]) {
    const next = new Map<string, Place>()
    for (const { index } of rows) {
      const place = placeOf(batch, index)
      const log = batch.chunk(index).log?.partition
      if (place !== undefined && log !== undefined)
        next.set(log, { offset: place.offset, row: place.row + 1 })
    }
    const statements = [...next].map(([log, to]) => this.move(log, this.known.get(log) ?? START, to))
    const commit = (): void => {
      for (const [log, to] of next) this.known.set(log, to)
    }
    return { statements, commit }
  }

  private async read(session: Session, log: string): Promise<Place> {
    const key = [this.lane, log]
    const sql = `SELECT ${this.dialect.quote('next_offset')}, ${this.dialect.quote('next_row')} FROM ${this.table} WHERE ${this.condition(1)}`
    const [found] = await session.select(sql, key)
    if (found !== undefined) return { offset: Number(found[0]), row: Number(found[1]) }
    const { quote } = this.dialect
    const names = ['lane', 'log', 'next_offset', 'next_row'].map(quote).join(', ')
    await session.transaction([
      {
        sql: `INSERT INTO ${this.table} (${names}) VALUES (${this.marks(1, 4)})`,
        values: [...key, String(START.offset), String(START.row)],
      },
    ])
    return START
  }

  private move(log: string, from: Place, to: Place): Statement {
    const { quote } = this.dialect
    const set = `${quote('next_offset')} = ${this.mark(1)}, ${quote('next_row')} = ${this.mark(2)}`
    const old = `${quote('next_offset')} = ${this.mark(5)} AND ${quote('next_row')} = ${this.mark(6)}`
    return {
      sql: `UPDATE ${this.table} SET ${set} WHERE ${this.condition(3)} AND ${old}`,
      values: [to.offset, to.row, this.lane, log, from.offset, from.row].map(String),
      mustChange: 1,
    }
  }

  private condition(first: number): string {
    const { quote } = this.dialect
    return `${quote('lane')} = ${this.mark(first)} AND ${quote('log')} = ${this.mark(first + 1)}`
  }

  private mark(number: number): string {
    return this.dialect.numbered === true ? `$${String(number)}` : '?'
  }

  private marks(first: number, count: number): string {
    return Array.from({ length: count }, (_, k) => this.mark(first + k)).join(', ')
  }
}

const placeOf = (batch: OutputBatch, i: number): Place | undefined => {
  const { ids, log, ordinal } = batch.chunk(i)
  // What is sent once more by an operator was passed over before.
  if (log === undefined || ids !== undefined) return undefined
  const row = batch.row(i)
  return { offset: log.offsets[row]!, row: ordinal?.[row] ?? 0 }
}
