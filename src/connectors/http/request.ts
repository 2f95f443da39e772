import type { OutputBatch } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'
import { lineOf } from '../line-of.ts'
import { rowHeaders } from './headers.ts'
import { requestPath } from './request-path.ts'

export type BatchMode = 'none' | 'array' | 'ndjson'

/** Rows that go out in one request. */
export interface RowRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly rows: number[]
}

/** Requests in order, of which none may be sent before the one ahead of it is answered. */
export type RequestQueue = readonly RowRequest[]

export interface RequestPlan {
  readonly queues: readonly RequestQueue[]
  /** Rows that cannot be sent at all, and why. */
  readonly impossible: readonly { readonly index: number; readonly message: string }[]
}

const text = (value: Value): string =>
  typeof value === 'string' ? value : typeof value === 'object' ? '' : String(value ?? '')

const problemOf = (batch: OutputBatch, i: number, mode: BatchMode): string | undefined =>
  mode === 'ndjson' && lineOf(batch, i) === undefined ? 'a text of several lines is no line' : undefined

/** Groups rows into requests, and requests into queues: one for each key, or for each path where there is none. */
export const planRequests = (
  batch: OutputBatch,
  wanted: (i: number) => boolean,
  base: URL,
  mode: BatchMode,
  rowsMax: number,
): RequestPlan => {
  const impossible: { index: number; message: string }[] = []
  const queues = new Map<string, RowRequest[]>()
  const unfinished = new Map<string, RowRequest>()
  for (let i = 0; i < batch.count; i++) {
    if (!wanted(i)) continue
    const path = requestPath(base, text(batch.option(i, 'path')))
    const headers = rowHeaders(batch.option(i, 'headers'))
    if (path === undefined || headers === undefined) {
      const what = path === undefined ? 'path' : 'headers'
      impossible.push({ index: i, message: `the ${what} of the request cannot be sent` })
      continue
    }
    const problem = problemOf(batch, i, mode)
    if (problem !== undefined) {
      impossible.push({ index: i, message: problem })
      continue
    }
    const key = batch.option(i, 'key')
    const order = mode === 'none' && key != null ? `key ${text(key)}` : path
    const open = mode === 'none' ? undefined : unfinished.get(order)
    if (open !== undefined && open.rows.length < rowsMax && sameHeaders(open.headers, headers)) {
      open.rows.push(i)
      continue
    }
    const request = { path, headers, rows: [i] }
    unfinished.set(order, request)
    const queue = queues.get(order)
    if (queue === undefined) queues.set(order, [request])
    else queue.push(request)
  }
  return { queues: [...queues.values()], impossible }
}

const sameHeaders = (left: RowRequest['headers'], right: RowRequest['headers']): boolean =>
  JSON.stringify(left) === JSON.stringify(right)

const COMMA = Buffer.from(',')
const NEWLINE = Buffer.from('\n')

/** The body of a request; a copy, since the rows' bytes are not ours. */
export const bodyOf = (batch: OutputBatch, rows: readonly number[], mode: BatchMode): Buffer => {
  if (mode === 'none') return Buffer.concat(rows.map((row) => batch.value(row)))
  if (mode === 'ndjson')
    return Buffer.concat(rows.flatMap((row) => [lineOf(batch, row) ?? batch.value(row), NEWLINE]))
  const parts = rows.flatMap((row, k) => (k === 0 ? [batch.value(row)] : [COMMA, batch.value(row)]))
  return Buffer.concat([Buffer.from('['), ...parts, Buffer.from(']')])
}
