import type { Pattern } from '../../catalog/function.ts'

/** A match of a pattern: where it begins and ends in UTF-16 units, and its groups; group 0 is the whole match. */
export interface Match {
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
}

const isPair = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff

/** All matches of a pattern from left to right, none overlapping; behind an empty one it goes on by a character. */
export function* matchesOf(pattern: Pattern, text: string): Generator<Match> {
  let from = 0
  while (from <= text.length) {
    const found = pattern.exec(text, from)
    if (found === undefined) return
    const end = found.index + (found.groups[0]?.length ?? 0)
    yield { start: found.index, end, groups: found.groups }
    from = end > found.index ? end : end + (isPair(text, end) ? 2 : 1)
  }
}
