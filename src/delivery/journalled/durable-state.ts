import { decodeContent, type FrameContent } from '../../journal/content/frame-content.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import { openJournal, type JournalOptions } from '../../journal/open-journal.ts'
import type { TargetShape } from '../../stream/output.ts'
import { countRows } from './lane-feed.ts'
import { applyReceipts } from './receipt-book.ts'
import { TargetRegistry } from './target-registry.ts'

/** What an earlier run has left: the journal, rows that are not yet delivered, and the totals so far. */
export interface DurableState {
  readonly journal: Journal
  readonly registry: TargetRegistry
  /** Undelivered rows by target. */
  readonly backlog: ReadonlyMap<number, number>
  /** Counters by ledger, as they last stood. */
  readonly totals: ReadonlyMap<string, readonly number[]>
  /** Rows by target that were made after the last totals. */
  readonly madeSince: ReadonlyMap<number, number>
  /** Receipts by source that are not yet released. */
  readonly receipts: ReadonlyMap<string, ReadonlySet<number>>
}

const nobody = (): undefined => undefined

/** Where a lane goes on: a new one begins at the end, one whose cursor was lost at the oldest frame. */
export const cursorOf = (journal: Journal, lane: number): number =>
  journal.cursor(lane) ?? (journal.report.cursorsLost ? journal.first : journal.syncedBelow)

const add = (to: Map<number, number>, counts: ReadonlyMap<number, number>): void => {
  for (const [target, count] of counts) to.set(target, (to.get(target) ?? 0) + count)
}

/** Counts what lanes have not delivered, and what was made after the last totals. */
const readBacklog = async (
  journal: Journal,
  registry: TargetRegistry,
  totalsAt: number,
): Promise<Pick<DurableState, 'backlog' | 'madeSince'>> => {
  const backlog = new Map<number, number>()
  const madeSince = new Map<number, number>()
  const cursors = new Map(
    registry.all.map(({ id, lane }) => [id, cursorOf(journal, registry.laneNumber(lane))]),
  )
  const from = Math.max(journal.first, Math.min(totalsAt + 1, ...cursors.values()))
  const reader = journal.read(from)
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const { body, sequence } of frames) {
      const open = (id: number): TargetShape | undefined =>
        sequence >= (cursors.get(id) ?? Infinity) ? registry.shapeOf(id) : undefined
      add(backlog, countRows(body, open))
      if (sequence > totalsAt)
        add(
          madeSince,
          countRows(body, (id) => registry.shapeOf(id)),
        )
    }
  await reader.close()
  return { backlog, madeSince }
}

/** Opens a journal and reads what an earlier run has left in it. Rejects with `JournalRefused` where it must. */
export const openDurableState = async (options: Omit<JournalOptions, 'visit'>): Promise<DurableState> => {
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
    return { journal, registry, totals, receipts, ...(await readBacklog(journal, registry, totalsAt)) }
  } catch (error) {
    await journal.close()
    throw error
  }
}

const read = (body: Buffer): FrameContent | undefined => {
  try {
    return decodeContent(body, nobody)
  } catch {
    // A frame that makes no sense is told by the lanes that want its rows.
    return undefined
  }
}
