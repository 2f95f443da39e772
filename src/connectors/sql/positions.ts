import type { OutputBatch, RowPlace } from '../../stream/output.ts'
import type { Dialect, Session, Statement } from './dialect.ts'
import type { SqlTable } from './target.ts'

/** The table that says how far a source's rows are written. */
const TABLE = 'sluice_positions'

/** The place of the next row. */
type Place = Pick<RowPlace, 'offset' | 'row'>

const START: Place = { offset: 0, row: 0 }

const isBefore = (a: Place, b: Place): boolean =>
  a.offset < b.offset || (a.offset === b.offset && a.row < b.row)

/** Another writer has moved a position, or a COMMIT without an answer did: the rows must be looked at again. */
export class PositionMoved extends Error {}

/** The journal was put back from an old copy: what it counts from here on is in the database as something else. */
export class PositionBeyondLog extends Error {
  constructor(lane: string, log: string) {
    super(
      `${TABLE} says that more of the ${log} is written than there is of it: an old copy was put back. Rows whose lane is ${lane} must be looked at by hand; without that row of ${TABLE} the lane goes on, and may write rows again`,
    )
  }
}

/** The CREATE TABLE of the positions. */
export const positionsStatement = ({ quote }: Dialect, { schema }: Pick<SqlTable, 'schema'>): string => {
  const table = [...(schema === undefined ? [] : [schema]), TABLE].map(quote).join('.')
  const text = (name: string): string => `  ${quote(name)} VARCHAR(250) NOT NULL`
  return `CREATE TABLE ${table} (\n${text('lane')},\n${text('log')},\n  ${quote('next_offset')} BIGINT NOT NULL,\n  ${quote('next_row')} BIGINT NOT NULL,\n  PRIMARY KEY (${quote('lane')}, ${quote('log')})\n);`
}

/**
 * How far rows of one lane are written, per partition of their source's log or in the journal. A position is moved by compare and set in
 * the transaction of the rows, so that rows which are read again, or written by two workers, are there once.
 */
export class Positions {
  private readonly dialect: Dialect
  private readonly table: string
  private readonly lane: string
  private readonly known = new Map<string, Place>()
  /** Logs that were looked at before. */
  private readonly seen = new Set<string>()

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

  /** Learns where the logs of a batch stand. */
  async learn(session: Session, batch: OutputBatch): Promise<void> {
    for (let i = 0; i < batch.count; i++) {
      const place = batch.place?.(i)
      if (place === undefined || this.known.has(place.log)) continue
      const written = await this.read(session, place.log)
      // What this lane has written itself may be in no row by then: only its first look can tell.
      const isFirst = !this.seen.has(place.log)
      if (isFirst && place.begun !== undefined && isBefore({ offset: place.begun, row: 0 }, written))
        throw new PositionBeyondLog(this.lane, place.log)
      this.seen.add(place.log)
      this.known.set(place.log, written)
    }
  }

  /** Whether the row is in the database already. */
  isWritten(batch: OutputBatch, i: number): boolean {
    const place = batch.place?.(i)
    const known = place === undefined ? undefined : this.known.get(place.log)
    return place !== undefined && known !== undefined && isBefore(place, known)
  }

  /** The statements that move the positions behind these rows, and what is known once they are committed. */
  moves(batch: OutputBatch, rows: readonly { readonly index: number }[]) {
    const next = new Map<string, Place>()
    for (const { index } of rows) {
      const place = batch.place?.(index)
      if (place !== undefined) next.set(place.log, { offset: place.offset, row: place.row + 1 })
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
