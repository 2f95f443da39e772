import { readFileSync } from 'node:fs'
import type { Dispatcher, Pool } from 'undici'
import type { OutputBatch, TargetShape } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import type { Value } from '../../types/value.ts'
import type { HttpConnection } from './options.ts'
import { requestPath } from './request-path.ts'
import { retryAfterMs, verdictOf } from './status.ts'

/** Of an answer's body so much is read, for the message of a rejection. */
const ANSWER_BYTES_MAX = 65_536
const ANSWER_SHOWN_MAX = 200
const BATCH_ROWS_DEFAULT = 100

/** Rows that go out in one request. */
interface Request {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly rows: number[]
}

/** What came of one request. */
type Outcome =
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly message: string }
  | { readonly kind: 'retry'; readonly message: string; readonly afterMs?: number }
  | { readonly kind: 'outage'; readonly message: string }

/** Sends rows as requests, several at once, and reads each answer to its end or its limit. */
export class HttpSink implements Sink {
  private readonly options: HttpConnection
  private readonly base: URL
  private readonly constants: Readonly<Record<string, Value>>
  private pool: Pool | undefined
  private context: SinkContext | undefined

  constructor(options: HttpConnection, target: TargetShape) {
    this.options = options
    this.base = new URL(options.url)
    this.constants = target.constants
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    if (this.pool !== undefined) return { kind: 'open' }
    const { Pool } = await import('undici')
    const { options } = this
    const file = (path: string | undefined, name: string): object =>
      path === undefined ? {} : { [name]: readFileSync(path) }
    this.pool = new Pool(this.base.origin, {
      connections: options.connections,
      pipelining: 1,
      headersTimeout: options.response_timeout_ms,
      bodyTimeout: options.response_timeout_ms,
      connect: {
        timeout: options.connect_timeout_ms,
        rejectUnauthorized: true,
        ...file(options.ca_file, 'ca'),
        ...file(options.cert_file, 'cert'),
        ...file(options.key_file, 'key'),
      },
    })
    return { kind: 'open' }
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    const { pool } = this
    if (pool === undefined) return { kind: 'reconnect', message: 'not open' }
    const rejections: Rejection[] = []
    const requests = this.requests(batch, rejections)
    const outcomes: Outcome[] = []
    for (let from = 0; from < requests.length; from += this.options.connections) {
      const group = requests.slice(from, from + this.options.connections)
      outcomes.push(...(await Promise.all(group.map((request) => this.send(pool, batch, request, signal)))))
      const stopping = outcomes.find((outcome) => outcome.kind === 'retry' || outcome.kind === 'outage')
      if (stopping?.kind === 'retry') return stopping
      if (stopping !== undefined)
        return { kind: 'fatal', slug: 'sink-misconfigured', message: stopping.message }
    }
    return this.settled(requests, outcomes, rejections, batch.count)
  }

  async close(): Promise<void> {
    const { pool } = this
    this.pool = undefined
    await pool?.destroy()
  }

  /** A rejected request of several rows does not say which one is wrong: the lane halves the batch until it knows. */
  private settled(
    requests: readonly Request[],
    outcomes: readonly Outcome[],
    rejections: Rejection[],
    count: number,
  ): WriteResult {
    for (const [k, outcome] of outcomes.entries()) {
      const rows = requests[k]?.rows ?? []
      if (outcome.kind !== 'reject') continue
      if (rows.length > 1) return { kind: 'refused', slug: 'row-refused', message: outcome.message }
      if (rows[0] !== undefined)
        rejections.push({ index: rows[0], slug: 'row-refused', message: outcome.message })
    }
    if (rejections.length === 0 || count === 0) return { kind: 'written' }
    return { kind: 'rejected', rows: rejections.sort((a, b) => a.index - b.index) }
  }

  private requests(batch: OutputBatch, rejections: Rejection[]): readonly Request[] {
    const mode = this.constants['batch'] ?? 'none'
    const { batch_rows: wanted } = this.constants
    const rowsMax = mode === 'none' ? 1 : typeof wanted === 'number' ? wanted : BATCH_ROWS_DEFAULT
    const requests: Request[] = []
    for (let i = 0; i < batch.count; i++) {
      const path = requestPath(this.base, String(batch.option(i, 'path') ?? ''))
      const headers = headersOf(batch.option(i, 'headers'))
      if (path === undefined || headers === undefined) {
        const what = path === undefined ? 'path' : 'headers'
        rejections.push({
          index: i,
          slug: 'row-refused',
          message: `the ${what} of the request cannot be sent`,
        })
        continue
      }
      const last = requests.at(-1)
      const fits = last !== undefined && last.rows.length < rowsMax && last.path === path
      if (fits && JSON.stringify(last.headers) === JSON.stringify(headers)) last.rows.push(i)
      else requests.push({ path, headers, rows: [i] })
    }
    return requests
  }

  private body(batch: OutputBatch, rows: readonly number[]): Buffer {
    const mode = this.constants['batch'] ?? 'none'
    const values = rows.map((row) => batch.value(row))
    if (mode === 'none') return Buffer.from(values[0] ?? Buffer.alloc(0))
    if (mode === 'ndjson') return Buffer.concat(values.flatMap((value) => [value, Buffer.from('\n')]))
    const parts = values.flatMap((value, k) => (k === 0 ? [value] : [Buffer.from(','), value]))
    return Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')])
  }

  private async send(
    pool: Pool,
    batch: OutputBatch,
    request: Request,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const method = (this.constants['method'] ?? 'POST') as Dispatcher.HttpMethod
    const headers = { ...this.ownHeaders(), ...request.headers }
    try {
      const answer = await pool.request({
        path: request.path,
        method,
        headers,
        body: this.body(batch, request.rows),
        signal,
      })
      const text = await this.read(answer.body)
      return this.outcome(answer.statusCode, answer.headers, text)
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
  }

  private outcome(
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    text: string,
  ): Outcome {
    const message = `HTTP ${String(status)}${text === '' ? '' : `: ${text.slice(0, ANSWER_SHOWN_MAX)}`}`
    const verdict = verdictOf(status, this.options)
    if (verdict === 'accept') return { kind: 'accept' }
    if (verdict === 'reject') return { kind: 'reject', message }
    if (verdict === 'outage') return { kind: 'outage', message }
    const header = headers['retry-after']
    const afterMs = retryAfterMs(
      typeof header === 'string' ? header : undefined,
      this.context?.clock.wallMs() ?? 0,
    )
    return { kind: 'retry', message, ...(afterMs === undefined ? {} : { afterMs }) }
  }

  private ownHeaders(): Record<string, string> {
    const { headers, username, password, bearer_token: token } = this.options
    const mode = this.constants['batch']
    const contentType =
      this.constants['content_type'] ?? (mode === 'ndjson' ? 'application/x-ndjson' : 'application/json')
    const basic =
      username === undefined ? undefined : Buffer.from(`${username}:${password ?? ''}`).toString('base64')
    return {
      'content-type': String(contentType),
      ...(basic === undefined ? {} : { authorization: `Basic ${basic}` }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    }
  }

  /** The body up to its limit; the rest of a longer one is not waited for. */
  private async read(body: Dispatcher.ResponseData['body']): Promise<string> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size > ANSWER_BYTES_MAX) {
        body.destroy()
        break
      }
    }
    return Buffer.concat(chunks).toString('utf8', 0, ANSWER_BYTES_MAX)
  }
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Headers of a row; undefined where one cannot be sent. */
const headersOf = (value: Value): Readonly<Record<string, string>> | undefined => {
  if (value == null) return {}
  if (typeof value !== 'object') return undefined
  const entries = Object.entries(value as Readonly<Record<string, Value>>)
    .filter(([, one]) => one != null)
    .map(([name, one]) => [name.toLowerCase(), String(one)] as const)
  const isFine = entries.every(
    ([name, text]) => HEADER_NAME.test(name) && !/[\r\n\u0000]|[^\u0000-\u00ff]/.test(text),
  )
  return isFine ? Object.fromEntries(entries) : undefined
}
