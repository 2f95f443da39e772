import { decodeContent, type FrameContent, type ShedRows } from '../../journal/content/frame-content.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import { openJournal, type JournalOptions } from '../../journal/open-journal.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import { journalLimits } from '../../journal/limits.ts'
import { chunkBytes } from './backlog.ts'
import { applyReceipts } from './receipt-book.ts'
import { readCopies, type OwnLog } from './own-log.ts'
import { OwnLogs } from './own-logs.ts'
import { TargetRegistry } from './target-registry.ts'

export type ShedCounts = Readonly<Record<ShedRows['outcome'], number>>

/** What an earlier run has left: the journal, rows that are not yet delivered, and the totals so far. */
export interface DurableState {
  readonly journal: Journal
  /** Logs of lanes that fell far behind. */
  readonly ownLogs: OwnLogs
  readonly registry: TargetRegistry
  /** Undelivered rows by target. */
  readonly backlog: ReadonlyMap<number, number>
  /** The same in the bytes that they count for. */
  readonly backlogBytes: ReadonlyMap<number, number>
  /** Those of copies, by the lane's number. */
  readonly copiedBytes: ReadonlyMap<number, number>
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

/** Where a lane goes on. */
export interface LaneStart {
  /** The first frame that it needs and that was not copied. */
  readonly cursor: number
  /** Its copies, of which those of frames below the mark are done with. */
  readonly own: { readonly log: OwnLog; readonly mark: number } | undefined
}

/** A new lane begins at the end, one whose cursor was lost at the oldest frame. */
export const laneStart = (
  { journal, ownLogs }: Pick<DurableState, 'journal' | 'ownLogs'>,
  lane: number,
): LaneStart => {
  const saved = journal.cursor(lane) ?? (journal.report.cursorsLost ? journal.first : journal.syncedBelow)
  const log = ownLogs.all.get(lane)
  if (log === undefined) return { cursor: saved, own: undefined }
  const mark = journal.mark(lane) ?? (journal.report.cursorsLost ? 0 : saved)
  // A journal that has lost its end counts anew, and what it counts then was not copied.
  const copiedBelow = log.copiedBelow <= journal.syncedBelow ? log.copiedBelow : 0
  return { cursor: Math.max(saved, copiedBelow), own: { log, mark } }
}

const add = (to: Map<number, number>, target: number, count: number): void => {
  to.set(target, (to.get(target) ?? 0) + count)
}

const addShed = (to: Map<number, ShedCounts>, { count, outcome, target }: ShedRows): void => {
  const known = to.get(target) ?? { dropped: 0, deadLettered: 0 }
  to.set(target, { ...known, [outcome]: known[outcome] + count })
}

/** Counts what lanes have not delivered, and what was made after the last totals. */
const readBacklog = async (
  parts: Pick<DurableState, 'journal' | 'ownLogs' | 'registry'>,
  totalsAt: number,
): Promise<Pick<DurableState, 'backlog' | 'backlogBytes' | 'copiedBytes' | 'madeSince' | 'shedSince'>> => {
  const { journal, ownLogs, registry } = parts
  const backlog = new Map<number, number>()
  const backlogBytes = new Map<number, number>()
  const madeSince = new Map<number, number>()
  const shedSince = new Map<number, ShedCounts>()
  const cursors = new Map(
    registry.all.map(({ id, lane }) => [id, laneStart(parts, registry.laneNumber(lane)).cursor]),
  )
  const from = Math.max(journal.first, Math.min(totalsAt + 1, ...cursors.values()))
  const reader = journal.read(from)
  const wait = (target: number, chunk: OutputChunk): void => {
    add(backlog, target, chunk.count)
    add(backlogBytes, target, chunkBytes(chunk))
  }
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const { body, sequence } of frames) {
      const isNew = sequence > totalsAt
      const isOpen = (id: number): boolean => sequence >= (cursors.get(id) ?? Infinity)
      const content = read(body, (id) => (isNew || isOpen(id) ? registry.shapeOf(id) : undefined))
      for (const { chunk, target } of content?.rows ?? []) {
        if (isNew) add(madeSince, target, chunk.count)
        if (isOpen(target)) wait(target, chunk)
      }
      if (isNew) for (const one of content?.shed ?? []) addShed(shedSince, one)
    }
  await reader.close()
  const copiedBytes = new Map<number, number>()
  for (const [lane, log] of ownLogs.all)
    await readCopies(log, log.cursor, laneStart(parts, lane).own?.mark ?? 0, ({ body }) => {
      for (const { chunk, target } of read(body, (id) => registry.shapeOf(id))?.rows ?? []) {
        wait(target, chunk)
        add(copiedBytes, lane, chunkBytes(chunk))
      }
    })
  return { backlog, backlogBytes, copiedBytes, madeSince, shedSince }
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
  const ownLogs = new OwnLogs(options, journal.identity.id)
  try {
    const registry = await TargetRegistry.load(journal)
    // Where frames are missing nobody knows what was released, and a new record could be taken for an old one.
    if (journal.report.missingFrames > 0 || journal.report.damagedSegments > 0) receipts.clear()
    const journalBytesMax = options.limits?.journalBytesMax ?? journalLimits.journalBytesMax
    const backlogBytesMax = options.backlogBytesMax ?? Math.floor(journalBytesMax * BACKLOG_PART)
    await ownLogs.load(registry.laneNumbers.values())
    const left = await readBacklog({ journal, ownLogs, registry }, totalsAt)
    return { journal, ownLogs, registry, totals, receipts, backlogBytesMax, ...left }
  } catch (error) {
    await closeDurableState({ journal, ownLogs })
    throw error
  }
}

/** Closes what `openDurableState` has opened. */
export const closeDurableState = async ({
  journal,
  ownLogs,
}: Pick<DurableState, 'journal' | 'ownLogs'>): Promise<void> => {
  await ownLogs.close()
  await journal.close()
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
