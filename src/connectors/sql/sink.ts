import { closestName } from '../../base/closest-name.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Dialect, Session, SqlTable, Statement } from './dialect.ts'
import { createStatement, insertStatement } from './statements.ts'
import { TransactionError } from './transaction.ts'

/** Writes rows of one table, many in a statement, each batch in a transaction of its own. */
export class SqlSink implements Sink {
  private readonly dialect: Dialect
  private readonly target: SqlTable
  private readonly connect: () => Promise<Session>
  private session: Session | undefined
  private readonly statements = new Map<number, string>()

  constructor(dialect: Dialect, target: SqlTable, connect: () => Promise<Session>) {
    this.dialect = dialect
    this.target = target
    this.connect = connect
  }

  async open(context: SinkContext): Promise<OpenResult> {
    await this.close()
    try {
      const session = await this.connect()
      this.session = session
      const problem = await this.checkTable(session)
      if (problem === undefined) return { kind: 'open' }
      context.log.debug(problem)
      return { kind: 'fatal', slug: 'sink-misconfigured', message: problem }
    } catch (error) {
      const { message } = error as Error
      await this.close()
      return this.dialect.verdict(error) === 'fatal'
        ? { kind: 'fatal', slug: 'sink-misconfigured', message }
        : { kind: 'retry', message }
    }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    const { session } = this
    if (session === undefined) return { kind: 'reconnect', message: 'not connected' }
    const rejections: Rejection[] = []
    const rows: number[] = []
    for (let i = 0; i < batch.count; i++) {
      const problem = this.textProblem(batch, i)
      if (problem === undefined) rows.push(i)
      else rejections.push({ index: i, slug: 'row-refused', message: problem })
    }
    const failed = rows.length === 0 ? undefined : await this.insert(session, batch, rows)
    if (failed?.kind === 'rejected')
      return { kind: 'rejected', rows: [...rejections, ...failed.rows].sort((a, b) => a.index - b.index) }
    if (failed !== undefined) return failed
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    const { session } = this
    this.session = undefined
    await session?.close().catch(() => undefined)
  }

  /** All rows or none: the lane can halve a refused batch without writing a row twice. */
  private async insert(
    session: Session,
    batch: OutputBatch,
    rows: readonly number[],
  ): Promise<WriteResult | undefined> {
    const { rowsMax, parametersMax } = this.dialect
    const size = Math.min(rowsMax, Math.floor(parametersMax / this.target.columns.length))
    const statements: Statement[] = []
    for (let from = 0; from < rows.length; from += size) {
      const part = rows.slice(from, from + size)
      statements.push({
        sql: this.statement(part.length),
        values: part.flatMap((row) => this.values(batch, row)),
      })
    }
    try {
      await session.transaction(statements)
      return undefined
    } catch (error) {
      return this.failed(error, rows)
    }
  }

  private async failed(error: unknown, rows: readonly number[]): Promise<WriteResult> {
    const { message } = error as Error
    const committing = error instanceof TransactionError && error.committing
    switch (this.dialect.verdict(error instanceof TransactionError ? error.cause : error)) {
      case 'reconnect':
        await this.close()
        // Nobody knows whether a COMMIT without an answer took place.
        return committing ? { kind: 'unknown', message } : { kind: 'reconnect', message }
      case 'refused':
        return rows.length === 1 && rows[0] !== undefined
          ? { kind: 'rejected', rows: [{ index: rows[0], slug: 'row-refused', message }] }
          : { kind: 'refused', slug: 'row-refused', message }
      case 'retry':
        return { kind: 'retry', message }
      case 'fatal':
        return { kind: 'fatal', slug: 'sink-misconfigured', message }
    }
  }

  private statement(rowCount: number): string {
    let statement = this.statements.get(rowCount)
    if (statement === undefined) {
      statement = insertStatement(this.dialect, this.target, rowCount)
      this.statements.set(rowCount, statement)
    }
    return statement
  }

  private values(batch: OutputBatch, i: number): unknown[] {
    const chunk = batch.chunk(i)
    const row = batch.row(i)
    return this.target.columns.map(({ type }, c) => this.dialect.bind(chunk.columns[c]?.[row], type))
  }

  /** A lone surrogate has no UTF-8; the client would put U+FFFD in its place without a word. */
  private textProblem(batch: OutputBatch, i: number): string | undefined {
    const chunk = batch.chunk(i)
    const row = batch.row(i)
    for (const [c, { name }] of this.target.columns.entries()) {
      const value = chunk.columns[c]?.[row]
      if (typeof value === 'string' && LONE_SURROGATE.test(value))
        return `column ${name}: the text is not valid Unicode`
    }
    return undefined
  }

  private async checkTable(session: Session): Promise<string | undefined> {
    const { schema, table, columns } = this.target
    const found = await session.columns(schema, table)
    const name = schema === undefined ? table : `${schema}.${table}`
    if (found === undefined)
      return `there is no table ${name}; it could be made by: ${createStatement(this.dialect, this.target).replace(/\s+/g, ' ')}`
    const missing = columns.map((column) => column.name).filter((column) => !found.includes(column))
    const [first] = missing
    if (first === undefined) return undefined
    const close = closestName(first, found)
    const hint = close === undefined ? '' : `; did you mean ${close}?`
    return `table ${name} has no column ${missing.join(', ')}; it has ${found.join(', ')}${hint}`
  }
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
