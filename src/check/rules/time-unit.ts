import type { Span } from '../../diagnostic/span.ts'
import type { Checked, Compare } from '../checked/expression.ts'

type Unit = 's' | 'ms'

/** The years 2001 to 2286, as seconds and as milliseconds since 1970. */
const FIRST_S = 1e9
const LAST_S = 1e10
const FIRST_MS = 1e12
const LAST_MS = 1e13

const MS_NAME = /(?:_ms|_millis|_milliseconds|Ms|Millis)$/
const S_NAME = /(?:_s|_sec|_secs|_seconds|Sec|Secs|Seconds)$/

const unitOf = (e: Checked, text: string): Unit | undefined => {
  if (e.kind === 'literal') {
    const value = e.type.kind === 'INTEGER' || e.type.kind === 'DOUBLE' ? Number(e.value) : 0
    if (value >= FIRST_S && value < LAST_S) return 's'
    return value >= FIRST_MS && value < LAST_MS ? 'ms' : undefined
  }
  const isNumber = e.type.kind === 'INTEGER' || e.type.kind === 'DOUBLE' || e.type.kind === 'ANY'
  if (!isNumber || e.kind === 'arithmetic') return undefined
  const name = e.kind === 'call' ? e.entry.name : text
  if (MS_NAME.test(name)) return 'ms'
  return S_NAME.test(name) ? 's' : undefined
}

/** Does the comparison set seconds since 1970 beside milliseconds, by the size of literals and the ends of names? */
export const unitsDiffer = (e: Compare, text: (span: Span) => string): boolean => {
  const left = unitOf(e.left, text(e.left.span))
  const right = unitOf(e.right, text(e.right.span))
  return left !== undefined && right !== undefined && left !== right
}
