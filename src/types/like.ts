import { RecordError } from './record-error.ts'

/** A piece of a LIKE pattern: `%` matches any text, `_` one character, the rest itself. */
type Piece =
  { readonly kind: 'any' } | { readonly kind: 'one' } | { readonly kind: 'text'; readonly character: string }

const CACHE_SIZE_MAX = 1_000
/** Matching may take text length times pattern length. */
const PATTERN_LENGTH_MAX = 1_000
const cache = new Map<string, (text: string) => boolean>()

const pieces = (pattern: string, escape: string): Piece[] => {
  const result: Piece[] = []
  const characters = [...pattern]
  for (let k = 0; k < characters.length; k++) {
    const character = characters[k] ?? ''
    if (character === escape && escape !== '') {
      const next = characters[++k]
      if (next === undefined)
        throw new RecordError('bad-pattern', 'a LIKE pattern must not end with its escape character')
      result.push({ kind: 'text', character: next })
    } else if (character === '%') result.push({ kind: 'any' })
    else if (character === '_') result.push({ kind: 'one' })
    else result.push({ kind: 'text', character })
  }
  return result
}

/** Matches by going back to the last `%` alone, so the time is at most text length times pattern length. */
const matcher = (pattern: readonly Piece[]): ((text: string) => boolean) => {
  return (text) => {
    const characters = [...text]
    let at = 0
    let piece = 0
    let anyPiece = -1
    let anyAt = 0
    while (at < characters.length) {
      const one = pattern[piece]
      if (one?.kind === 'any') {
        anyPiece = piece++
        anyAt = at
      } else if (one !== undefined && (one.kind === 'one' || one.character === characters[at])) {
        piece++
        at++
      } else if (anyPiece >= 0) {
        piece = anyPiece + 1
        at = ++anyAt
      } else return false
    }
    while (pattern[piece]?.kind === 'any') piece++
    return piece === pattern.length
  }
}

/** Patterns that are a plain text with `%` at its ends alone need no search by piece. */
const simple = (pattern: readonly Piece[]): ((text: string) => boolean) | undefined => {
  const from = pattern[0]?.kind === 'any' ? 1 : 0
  const to = pattern.length > from && pattern.at(-1)?.kind === 'any' ? pattern.length - 1 : pattern.length
  const middle = pattern.slice(from, to)
  if (middle.some((piece) => piece.kind !== 'text')) return undefined
  const wanted = middle.map((piece) => (piece.kind === 'text' ? piece.character : '')).join('')
  const open = [from === 1, to < pattern.length]
  if (open[0] === true && open[1] === true) return (text) => text.includes(wanted)
  if (open[0] === true && middle.length > 0) return (text) => text.endsWith(wanted)
  if (open[0] === true) return () => true
  return open[1] === true ? (text) => text.startsWith(wanted) : (text) => text === wanted
}

/** Patterns without `_`: each text between two `%` is found at its first place behind the one before it. */
const segments = (pattern: readonly Piece[]): ((text: string) => boolean) | undefined => {
  if (pattern.some((piece) => piece.kind === 'one')) return undefined
  const texts = ['']
  for (const piece of pattern)
    if (piece.kind === 'text') texts.push((texts.pop() ?? '') + piece.character)
    else if (piece.kind === 'any') texts.push('')
  const first = texts.shift() ?? ''
  const last = texts.pop() ?? ''
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false
    let at = first.length
    for (const one of texts) {
      const found = text.indexOf(one, at)
      if (found < 0) return false
      at = found + one.length
    }
    return at + last.length <= text.length
  }
}

/** The test of a LIKE pattern, by code point and case-sensitive; `\` escapes unless ESCAPE says otherwise. */
export const compileLike = (pattern: string, escape = '\\'): ((text: string) => boolean) => {
  const id = `${escape}\u0000${pattern}`
  const known = cache.get(id)
  if (known !== undefined) return known
  if (pattern.length > PATTERN_LENGTH_MAX)
    throw new RecordError(
      'bad-pattern',
      `a LIKE pattern of more than ${String(PATTERN_LENGTH_MAX)} characters`,
    )
  const list = pieces(pattern, escape)
  const test = simple(list) ?? segments(list) ?? matcher(list)
  if (cache.size >= CACHE_SIZE_MAX) cache.clear()
  cache.set(id, test)
  return test
}
