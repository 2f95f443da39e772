import { RE2JS } from 're2js'
import type { Pattern } from '../catalog/function.ts'
import { RecordError } from '../types/record-error.ts'

const PATTERNS_MAX = 1_000
const PATTERN_LENGTH_MAX = 10_000

/** RE2's dialect in JavaScript: linear in the length of the text, whatever the pattern. */
const compilePattern = (source: string): Pattern => {
  if (source.length > PATTERN_LENGTH_MAX)
    throw new RecordError('bad-pattern', `a pattern of more than ${String(PATTERN_LENGTH_MAX)} characters`)
  let compiled: RE2JS
  try {
    compiled = RE2JS.compile(source)
  } catch (error) {
    throw new RecordError('bad-pattern', (error as Error).message)
  }
  return {
    test: (text) => compiled.matcher(text).find(),
    exec: (text, from) => {
      const matcher = compiled.matcher(text)
      if (!matcher.find(from)) return undefined
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, k) => matcher.group(k) ?? undefined)
      return { index: matcher.start(), groups }
    },
  }
}

/** Compiles patterns, and keeps a bounded number of them. */
export const patternCache = (): ((source: string) => Pattern) => {
  const patterns = new Map<string, Pattern>()
  return (source) => {
    let pattern = patterns.get(source)
    if (pattern === undefined) {
      if (patterns.size >= PATTERNS_MAX) patterns.clear()
      pattern = compilePattern(source)
      patterns.set(source, pattern)
    }
    return pattern
  }
}
