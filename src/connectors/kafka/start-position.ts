import type { TopicPolicy } from './group-subscription.ts'

/** What a partition's log holds: offsets `low` to `high` without the last. */
export interface LogBounds {
  readonly low: number
  readonly high: number
}

export interface StartPosition {
  /** Where to read; undefined: not at all, an operator must decide. */
  readonly offset: number | undefined
  /** The group does not have this offset yet: it is committed before the first record. */
  readonly isNew: boolean
  /** What an operator must know. */
  readonly gap: string | undefined
}

const NO_OFFSET = -1

const gapWords = (name: string, offset: number, { low, high }: LogBounds): string | undefined => {
  if (offset < 0) return `${name}: the group's offset was reset by a client`
  if (offset < low)
    return `${name}: the group is at ${offset}, but the log begins at ${low}: ${low - offset} offsets are gone`
  if (offset > high)
    return `${name}: the group is at ${offset}, but the log ends at ${high}: the topic was made anew or went back`
  return undefined
}

/** Where a partition is read from: the offset where the group or lane stands, as long as the log still has it. */
export const startPosition = (
  name: string,
  offset: number | undefined,
  bounds: LogBounds,
  policy: TopicPolicy,
): StartPosition => {
  if (offset === undefined || offset === NO_OFFSET)
    return { offset: policy.start === 'latest' ? bounds.high : bounds.low, isNew: true, gap: undefined }
  const gap = gapWords(name, offset, bounds)
  if (gap === undefined) return { offset, isNew: false, gap }
  return policy.onGap === 'earliest'
    ? { offset: bounds.low, isNew: true, gap: `${gap}; reading on at ${bounds.low} (on_gap = 'earliest')` }
    : { offset: undefined, isNew: false, gap: `${gap}; not read until on_gap says so or the offset is set` }
}
