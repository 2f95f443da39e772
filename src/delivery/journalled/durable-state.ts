import { decodeContent, type FrameContent, type ShedRows } from '../../journal/content/frame-content.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import { openJournal, type JournalOptions } from '../../journal/open-journal.ts'
import type { TargetShape } from '../../stream/output.ts'
import { journalLimits } from '../../journal/limits.ts'
import { chunkBytes } from './backlog.ts'
import { applyReceipts } from './receipt-book.ts'
import { TargetRegistry } from './target-registry.ts'

export type ShedCounts = Readonly<Record<ShedRows['outcome'], number>>

/** What an earlier run has left: the journal, rows that are not yet delivered, and the totals so far. */
export interface DurableState {
  readonly journal: Journal
  readonly registry: TargetRegistry
  /** Undelivered rows by target. */
  readonly backlog: ReadonlyMap<number, number>
  /** The same in the bytes that they count for. */
  readonly backlogBytes: ReadonlyMap<number, number>
  /** Bytes of rows that may wait for one lane. */
  readonly backlogBytesMax: number
  /** Counters by ledger, as they last stood. */
  readonly totals: ReadonlyMap<string, readonly number[]>
  /** Rows by target that were made after the last totals. */
  readonly madeSince: ReadonlyMap<number, number>
  /** Rows by target that were shed after the last totals. */
  readonly shedSince: ReadonlyMap<number, ShedCounts>
  /** Receipts by source that are not yet released. */
  readonly receipts: ReadonlyMap<string, ReadonlySet<number>>
}

/** One lane's part of the journal where nothing else is said: the others need room while it waits. */
const BACKLOG_PART = 0.5

const nobody = (): undefined => undefined

/** Where a lane goes on: a new one begins at the end, one whose cursor was lost at the oldest frame. */
export const cursorOf = (journal: Journal, lane: number): number =>
  journal.cursor(lane) ?? (journal.report.cursorsLost ? journal.first : journal.syncedBelow)

const add = (to: Map<number, number>, target: number, count: number): void => {
  to.set(target, (to.get(target) ?? 0) + count)
}

const addShed = (to: Map<number, ShedCounts>, { count, outcome, target }: ShedRows): void => {
  const known = to.get(target) ?? { dropped: 0, deadLettered: 0 }
  to.set(target, { ...known, [outcome]: known[outcome] + count })
}

/** Counts what lanes have not delivered, and what was made after the last totals. */
const readBacklog = async (
  journal: Journal,
  registry: TargetRegistry,
  totalsAt: number,
): Promise<Pick<DurableState, 'backlog' | 'backlogBytes' | 'madeSince' | 'shedSince'>> => {
  const backlog = new Map<number, number>()
  const backlogBytes = new Map<number, number>()
  const madeSince = new Map<number, number>()
  const shedSince = new Map<number, ShedCounts>()
  const cursors = new Map(
    registry.all.map(({ id, lane }) => [id, cursorOf(journal, registry.laneNumber(lane))]),
  )
  const from = Math.max(journal.first, Math.min(totalsAt + 1, ...cursors.values()))
  const reader = journal.read(from)
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const { body, sequence } of frames) {
      const isNew = sequence > totalsAt
      const isOpen = (id: number): boolean => sequence >= (cursors.get(id) ?? Infinity)
      const content = read(body, (id) => (isNew || isOpen(id) ? registry.shapeOf(id) : undefined))
      for (const { chunk, target } of content?.rows ?? []) {
        if (isNew) add(madeSince, target, chunk.count)
        if (!isOpen(target)) continue
        add(backlog, target, chunk.count)
        add(backlogBytes, target, chunkBytes(chunk))
      }
      if (isNew) for (const one of content?.shed ?? []) addShed(shedSince, one)
    }
  await reader.close()
  return { backlog, backlogBytes, madeSince, shedSince }
}

/** Opens a journal and reads what an earlier run has left in it. Rejects with `JournalRefused` where it must. */
export const openDurableState = async (
  options: Omit<JournalOptions, 'visit'> & { readonly backlogBytesMax?: number | undefined },
): Promise<DurableState> => {
  const totals = new Map<string, readonly number[]>()
  const receipts = new Map<string, Set<number>>()
  let totalsAt = -1
  const visit = ({ body, sequence }: JournalFrame): void => {
    const content = read(body)
    applyReceipts(receipts, content?.receipts ?? [])
    const found = content?.totals ?? []
    if (found.length > 0) totalsAt = sequence
    for (const { counts, ledger } of found) totals.set(ledger, counts)
  }
  const journal = await openJournal({ ...options, visit })
  try {
    const registry = await TargetRegistry.load(journal)
    // Where frames are missing nobody knows what was released, and a new record could be taken for an old one.
    if (journal.report.missingFrames > 0 || journal.report.damagedSegments > 0) receipts.clear()
    const journalBytesMax = options.limits?.journalBytesMax ?? journalLimits.journalBytesMax
    const backlogBytesMax = options.backlogBytesMax ?? Math.floor(journalBytesMax * BACKLOG_PART)
    const left = await readBacklog(journal, registry, totalsAt)
    return { journal, registry, totals, receipts, backlogBytesMax, ...left }
  } catch (error) {
    await journal.close()
    throw error
  }
}

const read = (
  body: Buffer,
  shapeOf: (id: number) => TargetShape | undefined = nobody,
): FrameContent | undefined => {
  try {
    return decodeContent(body, shapeOf)
  } catch {
    // A frame that makes no sense is told by the lanes that want its rows.
    return undefined
  }
}
