/** Numbers from `low` to `high`; an open end leaves the number itself out. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

/** The values that a condition lets pass: numbers as sorted intervals, texts as a list or all but a list, or NULL. */
export type Domain =
  | { readonly kind: 'numbers'; readonly intervals: readonly Interval[] }
  | { readonly kind: 'texts'; readonly isComplement: boolean; readonly texts: readonly string[] }
  | { readonly kind: 'null' }
  | { readonly kind: 'not-null' }

export const interval = (low: number, high: number, lowOpen = false, highOpen = false): Interval => ({
  low,
  high,
  lowOpen: lowOpen || low === -Infinity,
  highOpen: highOpen || high === Infinity,
})

const isEmptyInterval = (one: Interval): boolean =>
  one.low > one.high || (one.low === one.high && (one.lowOpen || one.highOpen))

const overlap = (a: Interval, b: Interval): Interval => {
  const low = Math.max(a.low, b.low)
  const high = Math.min(a.high, b.high)
  return {
    low,
    high,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    highOpen: (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
  }
}

const complementOf = (intervals: readonly Interval[]): readonly Interval[] => {
  let rest: readonly Interval[] = [interval(-Infinity, Infinity)]
  for (const one of intervals)
    rest = rest.flatMap((part) =>
      [
        overlap(part, interval(-Infinity, one.low, true, !one.lowOpen)),
        overlap(part, interval(one.high, Infinity, !one.highOpen, true)),
      ].filter((piece) => !isEmptyInterval(piece)),
    )
  return rest
}

/** Values that are not NULL and not in the domain. */
export const complement = (domain: Domain): Domain => {
  switch (domain.kind) {
    case 'numbers':
      return { kind: 'numbers', intervals: complementOf(domain.intervals) }
    case 'texts':
      return { ...domain, isComplement: !domain.isComplement }
    case 'null':
      return { kind: 'not-null' }
    case 'not-null':
      return { kind: 'null' }
  }
}

const intersectTexts = (a: Domain & { kind: 'texts' }, b: Domain & { kind: 'texts' }): Domain => {
  if (a.isComplement && b.isComplement)
    return { kind: 'texts', isComplement: true, texts: [...new Set([...a.texts, ...b.texts])] }
  const [list, other] = a.isComplement ? [b, a] : [a, b]
  const texts = list.texts.filter((text) => other.texts.includes(text) !== other.isComplement)
  return { kind: 'texts', isComplement: false, texts }
}

/** What passes both; undefined where nothing is known of the two together. */
export const intersect = (a: Domain, b: Domain): Domain | undefined => {
  if (a.kind === 'numbers' && b.kind === 'numbers') {
    const pieces = a.intervals.flatMap((one) => b.intervals.map((other) => overlap(one, other)))
    return { kind: 'numbers', intervals: pieces.filter((piece) => !isEmptyInterval(piece)) }
  }
  if (a.kind === 'texts' && b.kind === 'texts') return intersectTexts(a, b)
  if (a.kind === 'null' && b.kind === 'null') return a
  // NULL passes no comparison.
  if (a.kind === 'null' || b.kind === 'null') return { kind: 'numbers', intervals: [] }
  if (a.kind === 'not-null') return b
  if (b.kind === 'not-null') return a
  return undefined
}

export const isEmpty = (domain: Domain): boolean =>
  (domain.kind === 'numbers' && domain.intervals.length === 0) ||
  (domain.kind === 'texts' && !domain.isComplement && domain.texts.length === 0)

/** Does every value of `a` pass `b`? */
export const isWithin = (a: Domain, b: Domain): boolean => {
  if (b.kind === 'not-null') return a.kind !== 'null'
  if (a.kind !== b.kind) return false
  const outside = intersect(a, complement(b))
  return outside !== undefined && isEmpty(outside)
}
