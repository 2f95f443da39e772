import { join } from 'node:path'
import type { Clock } from '../stream/clock.ts'
import { readChecked } from './checked-file.ts'
import { readCursors, type Cursors } from './cursor-file.ts'
import type { FileSystem } from './file-system.ts'
import { isMissing } from './file-system.ts'
import { IDENTITY, readIdentity, writeIdentity, type JournalIdentity } from './identity.ts'
import type { JournalContext } from './journal-context.ts'
import type { JournalFrame } from './journal-reader.ts'
import { journalLimits } from './limits.ts'
import { findSegments, lastLimit, walkSegment } from './recovery.ts'
import { JournalRefused } from './refusal.ts'
import { decodeSegmentHead, isSpare, SEGMENT_HEAD_BYTES, segmentNumber } from './segment.ts'
import { QUARANTINE } from './segment-files.ts'

export interface InspectedSegment {
  readonly name: string
  /** Sequence of the first frame, and that behind the last one. */
  readonly first: number
  readonly end: number
  readonly frames: number
  readonly bytes: number
  readonly damagedBytes: number
  /** Frames that are missing in it or before it. */
  readonly missingFrames: number
}

export interface Inspection {
  readonly folder: string
  readonly identity: JournalIdentity
  readonly segments: readonly InspectedSegment[]
  readonly spares: number
  readonly cursors: Cursors | 'new' | 'lost'
  readonly quarantined: readonly string[]
  /** Segments or cursors are damaged, or frames are missing. */
  readonly damaged: boolean
}

type Visit = (frame: JournalFrame) => void

const listOf = async (fileSystem: FileSystem, folder: string): Promise<readonly string[]> => {
  try {
    return await fileSystem.list(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

const inspectSegments = async (
  context: JournalContext,
  names: readonly string[],
  cursors: Inspection['cursors'],
  visit: Visit,
): Promise<InspectedSegment[]> => {
  const path = (name: string): string => join(context.folder, name)
  const found = await findSegments(context, names, path)
  const known = typeof cursors === 'string' ? 0 : cursors.syncedBelow
  const segments: InspectedSegment[] = []
  let next: number | undefined
  for (const [k, segment] of found.entries()) {
    const isLast = k === found.length - 1
    const limit = isLast ? await lastLimit(context, path(segment.name), segment, known) : Infinity
    const walked = await walkSegment(context, path(segment.name), segment, {
      from: next,
      limit,
      visit,
    })
    const { entry, frames, damagedBytes, missing } = walked
    const atEnd = isLast ? Math.max(0, known - entry.end) : 0
    const { bytes, end, first, name } = entry
    segments.push({ name, first, end, frames, bytes, damagedBytes, missingFrames: missing + atEnd })
    if (frames > 0) next = end
  }
  return segments
}

/** Looks at a journal without changing anything; undefined where there is none. `visit` sees every frame. */
export const inspectJournal = async (
  fileSystem: FileSystem,
  folder: string,
  clock: Clock,
  visit: Visit = () => undefined,
): Promise<Inspection | undefined> => {
  const names = await listOf(fileSystem, folder)
  const identity = await readIdentity(fileSystem, folder)
  if (identity === undefined && !names.some((name) => segmentNumber(name) !== undefined)) return undefined
  if (identity === undefined)
    throw new JournalRefused('damaged', `the journal in ${folder} has no identity; run sluice journal repair`)
  const id = Buffer.from(identity.id, 'hex')
  const context: JournalContext = { folder, id, fileSystem, clock, limits: journalLimits }
  const cursors = await readCursors(context)
  const segments = await inspectSegments(context, names, cursors, visit)
  return {
    folder,
    identity,
    segments,
    spares: names.filter(isSpare).length,
    cursors,
    quarantined: await listOf(fileSystem, join(folder, QUARANTINE)),
    damaged: cursors === 'lost' || segments.some((one) => one.damagedBytes > 0 || one.missingFrames > 0),
  }
}

/** A note of a journal that is only looked at. */
export const inspectNote = async (
  fileSystem: FileSystem,
  folder: string,
  name: string,
): Promise<Buffer | undefined> => {
  const content = await readChecked(fileSystem, folder, `${name}.note`)
  return typeof content === 'string' ? undefined : content
}

const idInHeads = async (fileSystem: FileSystem, folder: string): Promise<string | undefined> => {
  for (const name of await fileSystem.list(folder)) {
    if (segmentNumber(name) === undefined) continue
    const file = await fileSystem.open(join(folder, name), 'read')
    const bytes = Buffer.alloc(SEGMENT_HEAD_BYTES)
    await file.read(bytes, 0).finally(() => file.close())
    const head = decodeSegmentHead(bytes)
    if (typeof head === 'object') return head.id.toString('hex')
  }
  return undefined
}

/**
 * Makes a damaged or missing identity anew from the heads of the segments; the old file goes to the quarantine. Gives
 * whether there was something to do. The journal must be locked.
 */
export const repairIdentity = async (
  fileSystem: FileSystem,
  folder: string,
  clock: Clock,
): Promise<boolean> => {
  const names = await listOf(fileSystem, folder)
  try {
    const known = await readIdentity(fileSystem, folder)
    if (known !== undefined || !names.some((name) => segmentNumber(name) !== undefined)) return false
  } catch (error) {
    if (!(error instanceof JournalRefused) || error.reason !== 'damaged') throw error
  }
  const id = await idInHeads(fileSystem, folder)
  if (id === undefined) throw new JournalRefused('damaged', `no segment in ${folder} knows the journal's id`)
  if (names.includes(IDENTITY)) {
    const quarantine = join(folder, QUARANTINE)
    await fileSystem.makeFolder(quarantine)
    const taken = await fileSystem.list(quarantine)
    await fileSystem.rename(join(folder, IDENTITY), join(quarantine, `${IDENTITY}.${String(taken.length)}`))
    await fileSystem.syncFolder(quarantine)
  }
  await writeIdentity(fileSystem, folder, { id, made: new Date(clock.wallMs()).toISOString(), owner: {} })
  return true
}
