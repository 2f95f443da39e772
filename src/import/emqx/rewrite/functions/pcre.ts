/** A pattern in pieces: escapes, classes and all else one by one. */
const pieces = (source: string): readonly string[] =>
  source.match(/\\[^]|\[\^?\]?(?:\[:\w+:\]|\\[^]|[^\]\\])*\]|[^]/gu) ?? []

const isClass = (part: string): boolean => part.startsWith('[') && part.length > 1
const isWide = (part: string): boolean => /[^\u0000-\u007f]/.test(part)

/** Does `$` end what it stands in, so that an optional line end before it changes nothing else? */
const endsHere = (next: string | undefined): boolean => next === undefined || next === ')' || next === '|'

/** PCRE lets `$` match before a line end at the end of the text; RE2 at the end alone. */
export const withLineEnd = (source: string): string =>
  pieces(source)
    .map((part, k, all) => (part === '$' && endsHere(all[k + 1]) ? '\\n?$' : part))
    .join('')

/** What PCRE, which EMQX calls with bytes, would do otherwise than RE2 with the same pattern; undefined: nothing. */
export const pcreDifference = (source: string, use: 'match' | 'replace' | 'extract'): string | undefined => {
  const parts = pieces(source)
  const isQuantifier = (part = ''): boolean => /^[*+?{]$/.test(part)
  if (parts.some((part, k) => isWide(part) && (isClass(part) || isQuantifier(parts[k + 1]))))
    return 'EMQX matches bytes, of which a character beyond ASCII has several, and Sluice characters'
  if (parts.some((part) => /^\\[pP]$/.test(part)))
    return 'EMQX matches bytes, so that classes of Unicode find nothing beyond ASCII there'
  if (parts.includes('\\v')) return '`\\v` is every line end in EMQX, and the vertical tab alone here'
  const isCounted = parts.some(
    (part, k) => (part === '.' || part.startsWith('[^')) && !/^[*+]$/.test(parts[k + 1] ?? ''),
  )
  if (isCounted && use !== 'match')
    return 'a part of the pattern takes one byte of a character beyond ASCII in EMQX, and the whole character here'
  if (/\(\?[a-z]*m/.test(source)) return undefined
  const dollars = parts.flatMap((part, k) => (part === '$' ? [endsHere(parts[k + 1])] : []))
  return dollars.length > 0 && (use !== 'match' || dollars.includes(false))
    ? '`$` also matches before a line end at the end of the text in EMQX'
    : undefined
}
