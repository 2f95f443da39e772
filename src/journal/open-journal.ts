import { dirname, join } from 'node:path'
import type { Clock } from '../stream/clock.ts'
import { cleanSegment } from './clean-segment.ts'
import { CursorFile } from './cursor-file.ts'
import { isDiskFull, type FileSystem } from './file-system.ts'
import {
  checkOwner,
  readIdentity,
  writeIdentity,
  type JournalIdentity,
  type JournalOwner,
} from './identity.ts'
import type { JournalContext } from './journal-context.ts'
import type { JournalFrame } from './journal-reader.ts'
import { Journal } from './journal.ts'
import { journalLimits, type JournalLimits } from './limits.ts'
import { copySegment, findSegments, lastLimit, newReport, walkSegment } from './recovery.ts'
import type { FoundSegment, RecoveryReport } from './recovery.ts'
import { JournalRefused } from './refusal.ts'
import { segmentNumber } from './segment.ts'
import type { SegmentEntry } from './segment-entry.ts'
import { SegmentFiles } from './segment-files.ts'
import { Segments, startSegment, type ActiveSegment } from './segments.ts'

export const LOCK = 'lock'

/** Takes an exclusive lock on a file; gives what releases it, or undefined where another process has it. */
export type TakeLock = (path: string) => Promise<(() => void) | undefined>

export interface JournalOptions {
  readonly folder: string
  readonly fileSystem: FileSystem
  readonly clock: Clock
  readonly lock: TakeLock
  /** 16 random bytes for the id of a new journal. */
  readonly randomId: () => Buffer
  readonly owner: JournalOwner
  readonly limits?: Partial<JournalLimits>
  /** Sees every frame that was recovered, in order; its body is valid during the call only. */
  readonly visit?: (frame: JournalFrame) => void
}

/** Opens a journal, making it where there is none. Rejects with `JournalRefused` where it must not be used. */
export const openJournal = async (options: JournalOptions): Promise<Journal> => {
  const { fileSystem, folder } = options
  await fileSystem.makeFolder(folder)
  await fileSystem.syncFolder(dirname(folder))
  const release = await options.lock(join(folder, LOCK))
  if (release === undefined)
    throw new JournalRefused('locked', `another worker is using the journal in ${folder}`)
  try {
    return await openLocked(options, release)
  } catch (error) {
    release()
    throw error
  }
}

const identityOf = async (options: JournalOptions, names: readonly string[]): Promise<JournalIdentity> => {
  const { clock, fileSystem, folder, owner, randomId } = options
  const known = await readIdentity(fileSystem, folder)
  if (known === undefined) {
    if (names.some((name) => segmentNumber(name) !== undefined))
      throw new JournalRefused(
        'damaged',
        `the journal in ${folder} has no identity; run sluice journal repair`,
      )
    const made = new Date(clock.wallMs()).toISOString()
    const identity = { id: randomId().toString('hex'), made, owner }
    await writeIdentity(fileSystem, folder, identity)
    return identity
  }
  checkOwner(folder, known, owner)
  if (Object.keys(owner).every((name) => Object.hasOwn(known.owner, name))) return known
  const grown = { ...known, owner: { ...known.owner, ...owner } }
  await writeIdentity(fileSystem, folder, grown)
  return grown
}

const openLocked = async (options: JournalOptions, release: () => void): Promise<Journal> => {
  const { clock, fileSystem, folder } = options
  const identity = await identityOf(options, await fileSystem.list(folder))
  const limits = { ...journalLimits, ...options.limits }
  const context: JournalContext = { folder, id: Buffer.from(identity.id, 'hex'), fileSystem, clock, limits }
  for (const name of await fileSystem.list(folder))
    if (name.endsWith('.tmp')) await fileSystem.remove(join(folder, name))
  const cursors = await CursorFile.open(context)
  try {
    const report = newReport()
    const segments = await recover(context, cursors, report, options.visit)
    return new Journal({ context, identity, segments, cursors, report, release })
  } catch (error) {
    await cursors.close().catch(() => undefined)
    throw error
  }
}

/** The sequence that no frame so far can have had: behind all that was found, and all that cursors speak of. */
const knownBelow = ({ found }: CursorFile): number =>
  typeof found === 'string' ? 0 : Math.max(found.syncedBelow, 0, ...found.lanes.values())

const recover = async (
  context: JournalContext,
  cursors: CursorFile,
  report: RecoveryReport,
  visit: JournalOptions['visit'],
): Promise<Segments> => {
  const { fileSystem, folder } = context
  const names = await fileSystem.list(folder)
  const path = (name: string): string => join(folder, name)
  const found = await findSegments(context, names, path)
  const files = new SegmentFiles(context, names, found.at(-1)?.number ?? 0)
  const known = knownBelow(cursors)
  const entries: SegmentEntry[] = []
  let active: ActiveSegment | undefined
  let begin: number | undefined
  let next: number | undefined
  for (const [k, segment] of found.entries()) {
    const isLast = k === found.length - 1
    // An interrupted copy, or one that never held a frame: the later one has all of it.
    if (found.slice(k + 1).some((later) => isCopyOf(later, segment))) {
      await files.retire(segment.name, segment.bytes)
      continue
    }
    const limit = isLast ? await lastLimit(context, path(segment.name), segment, known) : Infinity
    const seen = visit === undefined ? {} : { visit }
    const walked = await walkSegment(context, path(segment.name), segment, { from: next, limit, ...seen })
    const entry = entryOf(walked, found[k + 1])
    count(report, walked, entry)
    const isDamaged = entry.damaged || !isLast || known > entry.end
    if (walked.frames > 0) {
      begin ??= segment.headDamaged ? entry.first : segment.first
      next = entry.end
      if (!isLast) {
        entries.push(entry)
        continue
      }
      const last = { segment, walked, entry, limit, isDamaged }
      active = await goOn(context, files, last)
      if (active.entry.number === segment.number) continue
    }
    if (!isDamaged) await files.retire(segment.name, segment.bytes)
    else {
      if (!entry.damaged) report.damagedSegments++
      report.quarantined.push(await files.setAside(segment.name))
    }
  }
  // Cursors are saved before the first frame, so frames without them have lost theirs.
  report.cursorsLost = cursors.found === 'lost' || (cursors.found === 'new' && report.frames > 0)
  report.missingFrames += missingAtEnds(cursors, begin, next)
  const end = Math.max(next ?? 0, known)
  active ??= await startSegment(context, files, end, 0)
  active.entry.end = end
  files.prepare()
  return new Segments(context, files, entries, active)
}

type Walked = Awaited<ReturnType<typeof walkSegment>>

/** What is missing before the next segment was most likely at the end of this one. */
const entryOf = ({ entry, frames }: Walked, later: FoundSegment | undefined): SegmentEntry => {
  const isShort = later !== undefined && !later.headDamaged && later.first > entry.end
  return { ...entry, damaged: entry.damaged || (isShort && frames > 0) }
}

/** The last segment is written on in a copy; where the disk has no room for one, in its place, if it is whole. */
const goOn = async (
  context: JournalContext,
  files: SegmentFiles,
  last: {
    readonly segment: FoundSegment
    readonly walked: Walked
    readonly entry: SegmentEntry
    readonly limit: number
    readonly isDamaged: boolean
  },
): Promise<ActiveSegment> => {
  const { entry, isDamaged, limit, segment, walked } = last
  try {
    return await copySegment(context, files, join(context.folder, segment.name), segment, entry, limit)
  } catch (error) {
    if (isDamaged || segment.headDamaged || !isDiskFull(error)) throw error
    return cleanSegment(context, entry, walked.at)
  }
}

/** Frames that the cursors know of, before the first or behind the last one that was found. */
const missingAtEnds = (
  { found }: CursorFile,
  begin: number | undefined,
  next: number | undefined,
): number => {
  if (typeof found === 'string') return 0
  const lowest = Math.min(found.syncedBelow, ...found.lanes.values())
  return Math.max(0, (begin ?? lowest) - lowest) + Math.max(0, found.syncedBelow - (next ?? lowest))
}

const isCopyOf = (later: FoundSegment, earlier: FoundSegment): boolean =>
  !earlier.headDamaged && !later.headDamaged && later.first === earlier.first

const count = (report: RecoveryReport, walked: Walked, entry: SegmentEntry): void => {
  report.frames += walked.frames
  report.damagedBytes += walked.damagedBytes
  if (entry.damaged) report.damagedSegments++
  report.missingFrames += walked.missing
}
