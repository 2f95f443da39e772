import type { buildConnector, Dispatcher, Pool } from 'undici'
import type { OutputBatch, TargetShape } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Value } from '../../types/value.ts'
import { errorMessage } from '../error-message.ts'
import { tlsOptions, UnreadableFile } from '../tls-settings.ts'
import { outcomeOf, type Outcome } from './answer.ts'
import { AnsweredRows } from '../answered-rows.ts'
import type { HttpConnection } from './options.ts'
import { ownHeaders } from './own-headers.ts'
import { bodyOf, planRequests, type BatchMode, type RequestQueue, type RowRequest } from './request.ts'

const BATCH_ROWS_DEFAULT = 100

/** Sends rows as requests, several at once, and remembers the answered ones until the whole write is decided. */
export class HttpSink implements Sink {
  private readonly options: HttpConnection
  private readonly base: URL
  private readonly mode: BatchMode
  private readonly rowsMax: number
  private readonly method: Dispatcher.HttpMethod
  private readonly headers: Readonly<Record<string, string>>
  private readonly answered = new AnsweredRows()
  private pool: Pool | undefined
  private context: SinkContext | undefined

  constructor(options: HttpConnection, { constants }: TargetShape) {
    this.options = options
    this.base = new URL(options.url)
    this.mode = (constants['batch'] ?? 'none') as BatchMode
    const { batch_rows: rows } = constants
    this.rowsMax = typeof rows === 'number' ? rows : BATCH_ROWS_DEFAULT
    this.method = (constants['method'] ?? 'POST') as Dispatcher.HttpMethod
    this.headers = sinkHeaders(options, this.mode, constants['content_type'])
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    await this.close()
    try {
      const { options } = this
      const { buildConnector, Pool } = await import('undici')
      const connect = buildConnector({ timeout: options.connect_timeout_ms, ...tlsOptions(options) })
      await probe(connect, this.base)
      this.pool = new Pool(this.base.origin, {
        connections: options.connections,
        pipelining: 1,
        headersTimeout: options.response_timeout_ms,
        bodyTimeout: options.response_timeout_ms,
        connect,
      })
      return { kind: 'open' }
    } catch (error) {
      const message = errorMessage(error)
      return error instanceof UnreadableFile
        ? { kind: 'fatal', slug: 'sink-misconfigured', message }
        : { kind: 'retry', message }
    }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { answered, pool } = this
    if (pool === undefined) return { kind: 'reconnect', message: 'not open' }
    const plan = planRequests(
      batch,
      (i) => answered.get(batch, i) === undefined,
      this.base,
      this.mode,
      this.rowsMax,
    )
    for (const { index, message } of plan.impossible)
      answered.set(batch, index, { kind: 'rejected', message })
    const stopping = await this.sendAll(pool, batch, plan.queues, signal)
    if (stopping !== undefined) return stopping
    const rejections = this.rejections(batch)
    answered.forget(batch)
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    const { pool } = this
    this.pool = undefined
    await pool?.destroy()
  }

  private rejections(batch: OutputBatch): readonly Rejection[] {
    const rejections: Rejection[] = []
    for (let i = 0; i < batch.count; i++) {
      const answer = this.answered.get(batch, i)
      if (answer?.kind === 'rejected')
        rejections.push({ index: i, slug: 'row-refused', message: answer.message })
    }
    return rejections
  }

  /** Works through the queues, several at once, until they are empty or one of them cannot go on. */
  private async sendAll(
    pool: Pool,
    batch: OutputBatch,
    queues: readonly RequestQueue[],
    signal: AbortSignal,
  ): Promise<WriteResult | undefined> {
    const left = queues[Symbol.iterator]()
    let stopping: WriteResult | undefined
    const work = async (): Promise<void> => {
      for (const queue of left)
        for (const request of queue) {
          if (stopping !== undefined) return
          const outcome = await this.send(pool, batch, request, signal)
          stopping = worse(stopping, this.note(batch, request, outcome))
        }
    }
    const { connections } = this.options
    await Promise.all(Array.from({ length: Math.min(connections, queues.length) }, work))
    return stopping
  }

  /** Remembers what the answer decides; gives what keeps the others from being sent. */
  private note(batch: OutputBatch, { rows }: RowRequest, outcome: Outcome): WriteResult | undefined {
    switch (outcome.kind) {
      case 'accept':
        for (const row of rows) this.answered.set(batch, row, { kind: 'accepted' })
        return undefined
      case 'reject': {
        const { message } = outcome
        const [first = 0] = rows
        // Several rows, and the answer does not say which one is wrong: the lane halves the batch until it knows.
        if (rows.length > 1) return { kind: 'refused', slug: 'row-refused', message }
        this.answered.set(batch, first, { kind: 'rejected', message })
        return undefined
      }
      case 'outage':
        return { kind: 'fatal', slug: 'sink-misconfigured', message: outcome.message }
      case 'retry':
      case 'reconnect':
        return outcome
    }
  }

  private async send(
    pool: Pool,
    batch: OutputBatch,
    { path, headers, rows }: RowRequest,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const done = new AbortController()
    const cut = new AbortController()
    const limitMs = this.options.response_timeout_ms
    void this.context?.clock.sleep(limitMs, done.signal).then(() => {
      if (!done.signal.aborted) cut.abort(new Error(`no whole answer within ${String(limitMs)} ms`))
    })
    try {
      const [first] = rows
      const id = rows.length === 1 && first !== undefined ? batch.id?.(first) : undefined
      const answer = await pool.request({
        path,
        method: this.method,
        headers: {
          ...headers,
          ...this.headers,
          ...(id === undefined ? {} : { 'idempotency-key': id }),
        },
        body: bodyOf(batch, rows, this.mode),
        signal: AbortSignal.any([signal, cut.signal]),
      })
      return await outcomeOf(answer, this.options, this.context?.clock.wallMs() ?? 0)
    } catch (error) {
      const message = errorMessage(error)
      const { code } = error as { code?: unknown }
      if (code === 'UND_ERR_INVALID_ARG') return { kind: 'reject', message }
      return cut.signal.aborted || signal.aborted
        ? { kind: 'retry', message }
        : { kind: 'reconnect', message }
    } finally {
      done.abort()
    }
  }
}

/** Of two things that stop a write, the one that matters more; of two waits the longer one. */
const worse = (a: WriteResult | undefined, b: WriteResult | undefined): WriteResult | undefined => {
  if (a === undefined || b === undefined) return a ?? b
  if (a.kind === 'retry' && b.kind === 'retry') return (b.afterMs ?? 0) > (a.afterMs ?? 0) ? b : a
  const ranks: readonly WriteResult['kind'][] = ['refused', 'retry', 'reconnect', 'fatal']
  return ranks.indexOf(b.kind) > ranks.indexOf(a.kind) ? b : a
}

/** Connects once and hangs up, so that a server that is not there is known before rows are sent. */
const probe = (connect: buildConnector.connector, base: URL): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, host, protocol } = base
    const port = base.port === '' ? (protocol === 'https:' ? '443' : '80') : base.port
    connect({ hostname: hostname.replace(/^\[|\]$/g, ''), host, protocol, port }, (...[error, socket]) => {
      if (error !== null) reject(error)
      else {
        socket.on('error', () => undefined)
        socket.destroy()
        resolve()
      }
    })
  })

const sinkHeaders = (
  options: HttpConnection,
  mode: BatchMode,
  contentType: Value,
): Readonly<Record<string, string>> => {
  const usual = mode === 'ndjson' ? 'application/x-ndjson' : 'application/json'
  return { 'content-type': typeof contentType === 'string' ? contentType : usual, ...ownHeaders(options) }
}
