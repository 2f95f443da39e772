import { errorMessage } from '../error-message.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Dialect, Session, Statement, TableColumn } from './dialect.ts'
import { PositionBeyondLog, PositionMoved, Positions, positionsStatement } from './positions.ts'
import { checkTable } from './table-check.ts'
import { columnProblems, type SqlTable } from './target.ts'
import { TransactionError } from './transaction.ts'

const LONE_SURROGATE = /\p{Surrogate}/u

/** A farewell that takes longer is not waited for. */
const CLOSE_MAX_MS = 1_000

const misconfigured = (message: string): OpenResult & WriteResult => ({
  kind: 'fatal',
  slug: 'sink-misconfigured',
  message,
})

/** Bytes of a bound value on the wire, about. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value) + 4
  return Buffer.isBuffer(value) ? value.length + 4 : 12
}

const moved = (error: unknown): WriteResult => ({ kind: 'retry', message: errorMessage(error) })

const causeOf = (error: unknown): unknown => (error instanceof TransactionError ? error.cause : error)

interface Row {
  readonly index: number
  readonly values: readonly unknown[]
  readonly bytes: number
}

/** Writes rows of one table, many in a statement, each batch in a transaction of its own. */
export class SqlSink implements Sink {
  private readonly dialect: Dialect
  private readonly target: SqlTable
  private readonly connect: () => Promise<Session>
  /** Set where the target says `guarantee = 'effectively once'`. */
  private readonly positions: Positions | undefined
  private context: SinkContext | undefined
  private session: Session | undefined
  private columns: readonly TableColumn[] = []
  private readonly statements = new Map<number, string>()

  constructor(
    dialect: Dialect,
    target: SqlTable,
    connect: () => Promise<Session>,
    positionsOf: string | undefined,
  ) {
    this.dialect = dialect
    this.target = target
    this.connect = connect
    this.positions = positionsOf === undefined ? undefined : new Positions(dialect, target, positionsOf)
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    await this.close()
    const { columns: named, key, newerBy } = this.target
    const [unknown] = columnProblems(named, {
      key: [...key],
      ...(newerBy === undefined ? {} : { newer_by: newerBy }),
    })
    if (unknown !== undefined) return misconfigured(unknown)
    try {
      this.session = await this.connect()
      const { schema, table } = this.target
      const check = checkTable(this.dialect, this.target, await this.session.describe(schema, table))
      if (check.kind === 'problem') {
        await this.close()
        return misconfigured(check.message)
      }
      this.positions?.forget()
      const missing = await this.missingPositions(this.session)
      if (missing !== undefined) {
        await this.close()
        return misconfigured(missing)
      }
      for (const caution of check.cautions) context.log.warn(caution)
      this.columns = check.columns
      this.statements.clear()
      return { kind: 'open' }
    } catch (error) {
      await this.close()
      const message = errorMessage(error)
      return this.dialect.verdict(error) === 'fatal' ? misconfigured(message) : { kind: 'retry', message }
    }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { session } = this
    if (session === undefined) return { kind: 'reconnect', message: 'not connected' }
    const { positions } = this
    try {
      await positions?.learn(session, batch)
    } catch (error) {
      positions?.forget()
      if (error instanceof PositionBeyondLog) return misconfigured(error.message)
      const result = this.failed(error, [])
      return result.kind === 'refused' || result.kind === 'rejected' ? moved(error) : result
    }
    const rejections: Rejection[] = []
    const rows: Row[] = []
    for (let i = 0; i < batch.count; i++) {
      if (positions?.isWritten(batch, i) === true) continue
      const problem = this.valueProblem(batch, i)
      if (problem === undefined) rows.push(this.rowOf(batch, i))
      else rejections.push({ index: i, slug: 'row-refused', message: problem })
    }
    const { statementBytesMax = Infinity } = session
    const small = rows.filter((row) => row.bytes <= statementBytesMax)
    for (const row of rows)
      if (row.bytes > statementBytesMax)
        rejections.push({ index: row.index, slug: 'row-too-large', message: 'larger than the server takes' })
    // Nothing may be written behind a row before its dead letter is safe: the lane halves, until the row is alone.
    if (positions !== undefined && rejections.length > 0 && rows.length + rejections.length > 1)
      return { kind: 'refused', slug: rejections[0]!.slug, message: rejections[0]!.message }
    const failed = small.length === 0 ? undefined : await this.insert(session, batch, small, signal)
    if (failed !== undefined && failed.kind !== 'rejected') return failed
    rejections.push(...(failed?.rows ?? []))
    if (rejections.length === 0) return { kind: 'written' }
    return { kind: 'rejected', rows: rejections.sort((a, b) => a.index - b.index) }
  }

  async close(): Promise<void> {
    const { session } = this
    this.session = undefined
    if (session === undefined) return
    const closing = session.close().catch(() => undefined)
    const { clock } = this.context ?? {}
    if (clock === undefined) return closing
    const closed = new AbortController()
    await Promise.race([closing.then(() => closed.abort()), clock.sleep(CLOSE_MAX_MS, closed.signal)])
    if (!closed.signal.aborted) session.destroy()
    closed.abort()
  }

  private async missingPositions(session: Session): Promise<string | undefined> {
    if (this.positions === undefined) return undefined
    const found = await session.describe(this.target.schema, 'sluice_positions')
    return found === undefined
      ? `guarantee = 'effectively once' needs a table:\n${positionsStatement(this.dialect, this.target)}`
      : undefined
  }

  /** All rows or none: the lane can halve a refused batch without writing a row twice. */
  private async insert(
    session: Session,
    batch: OutputBatch,
    rows: readonly Row[],
    signal: AbortSignal,
  ): Promise<WriteResult | undefined> {
    const cut = (): void => session.destroy()
    signal.addEventListener('abort', cut, { once: true })
    try {
      if (signal.aborted) cut()
      const moves = this.positions?.moves(batch, rows)
      const statements = this.split(rows, session.statementBytesMax ?? Infinity)
      await session.transaction([...statements, ...(moves?.statements ?? [])])
      moves?.commit()
      return undefined
    } catch (error) {
      this.positions?.forget()
      if (causeOf(error) instanceof PositionMoved) return moved(error)
      return this.failed(error, rows)
    } finally {
      signal.removeEventListener('abort', cut)
    }
  }

  private split(rows: readonly Row[], bytesMax: number): readonly Statement[] {
    const rowsMax = this.dialect.rowsMax(this.columns.length)
    const statements: Statement[] = []
    let part: Row[] = []
    let bytes = 0
    const flush = (): void => {
      const sql = this.statement(part.length)
      statements.push({ sql, values: this.dialect.arrange(part.map((row) => row.values)) })
      part = []
      bytes = 0
    }
    for (const row of rows) {
      if (part.length > 0 && (part.length >= rowsMax || bytes + row.bytes > bytesMax)) flush()
      part.push(row)
      bytes += row.bytes
    }
    if (part.length > 0) flush()
    return statements
  }

  private failed(error: unknown, rows: readonly Row[]): WriteResult {
    const message = errorMessage(error)
    const committing = error instanceof TransactionError && error.committing
    switch (this.dialect.verdict(causeOf(error))) {
      case 'reconnect':
        this.session?.destroy()
        this.session = undefined
        // Nobody knows whether a COMMIT without an answer took place.
        return { kind: committing ? 'unknown' : 'reconnect', message }
      case 'refused':
        return rows.length === 1 && rows[0] !== undefined
          ? { kind: 'rejected', rows: [{ index: rows[0].index, slug: 'row-refused', message }] }
          : { kind: 'refused', slug: 'row-refused', message }
      case 'retry':
        return { kind: 'retry', message }
      case 'fatal':
        return misconfigured(message)
    }
  }

  private statement(rowCount: number): string {
    let statement = this.statements.get(rowCount)
    if (statement === undefined) {
      statement = this.dialect.insert(this.target, this.columns, rowCount)
      this.statements.set(rowCount, statement)
    }
    return statement
  }

  private rowOf(batch: OutputBatch, index: number): Row {
    const chunk = batch.chunk(index)
    const row = batch.row(index)
    let bytes = 0
    const values = this.columns.map((column, c) => {
      const type = this.target.columns[c]?.type ?? { kind: 'ANY', nullable: true }
      const isId = this.target.idColumn !== undefined && c === this.columns.length - 1
      const given = isId ? batch.id?.(index) : chunk.columns[c]?.[row]
      const value = this.dialect.bind(given, type, column)
      bytes += sizeOf(value)
      return value
    })
    return { index, values, bytes }
  }

  /** A lone surrogate has no UTF-8; the client would put U+FFFD in its place without a word. */
  private valueProblem(batch: OutputBatch, index: number): string | undefined {
    const chunk = batch.chunk(index)
    const row = batch.row(index)
    for (const [c, { name }] of this.columns.entries()) {
      const value = chunk.columns[c]?.[row]
      const isBroken = typeof value === 'string' && LONE_SURROGATE.test(value)
      const problem = isBroken ? 'the text is not valid Unicode' : this.dialect.valueProblem(value)
      if (problem !== undefined) return `column ${name}: ${problem}`
    }
    return undefined
  }
}
