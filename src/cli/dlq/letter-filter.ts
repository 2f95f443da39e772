import type { KeptLetter } from '../../delivery/dead-letter/read-letters.ts'

/** Which letters are meant; all that is given must hold. */
export interface LetterFilter {
  /** Ids, or their beginnings. */
  readonly ids?: readonly string[]
  readonly rule?: string
  readonly stream?: string
  readonly slug?: string
  readonly fingerprint?: string
  /** Milliseconds since 1970. */
  readonly sinceMs?: number
}

/** What a list shows of a letter. */
export interface LetterHead {
  readonly id: string
  readonly time: string
  readonly fingerprint: string
  /** `rule x` or `stream x`. */
  readonly owner: string
  readonly slug: string
  readonly message: string
}

const textOf = ({ letter }: KeptLetter, name: string): string => {
  const value = Object.hasOwn(letter, name) ? letter[name] : undefined
  return typeof value === 'string' ? value : ''
}

export const headOf = (kept: KeptLetter): LetterHead => {
  const rule = textOf(kept, 'rule')
  return {
    id: kept.id,
    time: textOf(kept, 'time'),
    fingerprint: textOf(kept, 'fingerprint'),
    owner: rule === '' ? `stream ${textOf(kept, 'stream')}` : `rule ${rule}`,
    slug: textOf(kept, 'slug'),
    message: textOf(kept, 'message'),
  }
}

export const matches = (filter: LetterFilter, kept: KeptLetter): boolean => {
  const { ids = [], sinceMs } = filter
  const isEqual = (name: 'rule' | 'stream' | 'slug' | 'fingerprint'): boolean =>
    filter[name] === undefined || textOf(kept, name) === filter[name]
  return (
    (ids.length === 0 || ids.some((id) => kept.id.startsWith(id))) &&
    isEqual('rule') &&
    isEqual('stream') &&
    isEqual('slug') &&
    isEqual('fingerprint') &&
    (sinceMs === undefined || Date.parse(textOf(kept, 'time')) >= sinceMs)
  )
}

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `30m`, `2h`, `7d` before now, or a time as RFC 3339; undefined for what is neither. */
export const readSince = (text: string, nowMs: number): number | undefined => {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (count !== undefined) return nowMs - Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(ms) ? undefined : ms
}
