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
  /** What an operator must know, and the name of the alarm that says it. */
  readonly gap: string | undefined
  readonly alarm: string
}

/** What is known of an offset beside its number. */
export interface OffsetDoubt {
  /** The topic was made anew since it was committed. */
  readonly isRemade: boolean
  /** Another worker's journal may have rows of the partition. */
  readonly otherJournal: string | undefined
}

const NO_OFFSET = -1
const NO_DOUBT: OffsetDoubt = { isRemade: false, otherJournal: undefined }

const gapWords = (
  name: string,
  offset: number,
  { low, high }: LogBounds,
  isRemade: boolean,
): string | undefined => {
  if (isRemade) return `${name}: the topic was made anew since the group has read it up to ${offset}`
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
  { isRemade, otherJournal }: OffsetDoubt = NO_DOUBT,
): StartPosition => {
  const alarm = 'offset-out-of-range'
  if (offset === undefined || offset === NO_OFFSET) {
    const first = policy.start === 'latest' ? bounds.high : bounds.low
    return { offset: first, isNew: true, gap: undefined, alarm }
  }
  if (otherJournal !== undefined && !isRemade) {
    const gap = otherJournalWords(name, otherJournal)
    return { offset: undefined, isNew: false, gap, alarm: 'partition-of-another-journal' }
  }
  const gap = gapWords(name, offset, bounds, isRemade)
  if (gap === undefined) return { offset, isNew: false, gap, alarm }
  const { low } = bounds
  return policy.onGap === 'earliest'
    ? { offset: low, isNew: true, gap: `${gap}; reading on at ${low} (on_gap = 'earliest')`, alarm }
    : {
        offset: undefined,
        isNew: false,
        gap: `${gap}; not read until on_gap says so or the offset is set`,
        alarm,
      }
}

const otherJournalWords = (name: string, journal: string): string =>
  `${name} belongs to the worker with journal ${journal}, which may have rows of it: start that one. Where that journal is gone for good, reset the group's offset to where it stands (kafka-consumer-groups --reset-offsets --to-current), and it is read here`
