import type { Dispatcher } from 'undici'
import { retryAfterMs, verdictOf, type StatusRules } from './status.ts'

/** So much of an answer's body is read; a longer one costs its connection. */
const BODY_BYTES_MAX = 65_536
const BODY_SHOWN_MAX = 200

/** What came of one request. */
export type Outcome =
  | { readonly kind: 'accept' }
  | { readonly kind: 'reject'; readonly message: string }
  | { readonly kind: 'retry'; readonly message: string; readonly afterMs?: number }
  | { readonly kind: 'reconnect'; readonly message: string }
  | { readonly kind: 'outage'; readonly message: string }

const readBody = async (body: Dispatcher.ResponseData['body']): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > BODY_BYTES_MAX) break
  }
  return Buffer.concat(chunks).toString('utf8', 0, BODY_SHOWN_MAX * 4)
}

/** The beginning of a body on one line, without what could play tricks on a terminal. */
const shown = (body: string): string => {
  const line = body.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line === '' ? '' : `: ${line.slice(0, BODY_SHOWN_MAX)}`
}

/** Reads an answer to its end or its limit. The status decides, even where the body breaks off. */
export const outcomeOf = async (
  answer: Dispatcher.ResponseData,
  rules: StatusRules,
  nowMs: number,
): Promise<Outcome> => {
  const verdict = verdictOf(answer.statusCode, rules)
  const body = await readBody(answer.body).catch(() => '')
  const message = `HTTP ${String(answer.statusCode)}${shown(body)}`
  switch (verdict) {
    case 'accept':
      return { kind: 'accept' }
    case 'reject':
    case 'outage':
      return { kind: verdict, message }
    case 'retry': {
      const header = answer.headers['retry-after']
      const afterMs = retryAfterMs(typeof header === 'string' ? header : undefined, nowMs)
      return { kind: 'retry', message, ...(afterMs === undefined ? {} : { afterMs }) }
    }
  }
}
