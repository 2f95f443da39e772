import { FrameWalk } from './frame-walk.ts'
import { frameBytes, writeFrame } from './frame.ts'
import type { JournalContext } from './journal-context.ts'
import type { JournalFrame } from './journal-reader.ts'
import { decodeSegmentHead, SEGMENT_HEAD_BYTES, segmentNumber } from './segment.ts'
import { notePlace, type SegmentEntry } from './segment-entry.ts'
import type { SegmentFiles } from './segment-files.ts'
import type { ActiveSegment } from './segments.ts'
import { JournalRefused } from './refusal.ts'

/** What was found when a journal was opened. */
export interface RecoveryReport {
  frames: number
  /** Bytes between good frames that are none. */
  damagedBytes: number
  damagedSegments: number
  /** Frames whose sequences are missing: damaged, or in a segment that is gone. */
  missingFrames: number
  /** Both slots of the cursor file were damaged: every lane begins at the oldest frame. */
  cursorsLost: boolean
  /** Damaged files, in the folder `quarantine`. */
  readonly quarantined: string[]
}

export const newReport = (): RecoveryReport => ({
  frames: 0,
  damagedBytes: 0,
  damagedSegments: 0,
  missingFrames: 0,
  cursorsLost: false,
  quarantined: [],
})

export interface FoundSegment {
  readonly name: string
  readonly number: number
  readonly first: number
  readonly bytes: number
  readonly headDamaged: boolean
}

const COPY_BYTES = 1024 * 1024

/** The segments of a folder by their heads, in the order of their numbers. A name is only a label. */
export const findSegments = async (
  { fileSystem, folder, id }: JournalContext,
  names: readonly string[],
  path: (name: string) => string,
): Promise<FoundSegment[]> => {
  const found: FoundSegment[] = []
  for (const name of names) {
    const labelled = segmentNumber(name)
    if (labelled === undefined) continue
    const file = await fileSystem.open(path(name), 'read')
    try {
      const bytes = Buffer.alloc(SEGMENT_HEAD_BYTES)
      await file.read(bytes, 0)
      const head = decodeSegmentHead(bytes)
      if (head === 'version')
        throw new JournalRefused('format', `${name} in ${folder} was written by another version of sluice`)
      const own = head !== undefined && head.id.equals(id) ? head : undefined
      found.push({
        name,
        number: own?.number ?? labelled,
        first: own?.first ?? 0,
        bytes: await file.size(),
        headDamaged: own === undefined,
      })
    } finally {
      await file.close()
    }
  }
  return found.sort((a, b) => a.number - b.number)
}

interface WalkResult {
  readonly entry: SegmentEntry
  readonly frames: number
  readonly damagedBytes: number
  readonly missing: number
  /** The offset behind the last frame. */
  readonly at: number
}

/** Goes through one segment from a sequence on; frames from `limit` on are not believed. */
export const walkSegment = async (
  { fileSystem, id, limits }: JournalContext,
  path: string,
  segment: FoundSegment,
  options: {
    /** The sequence that comes next; undefined for the oldest segment. */
    readonly from: number | undefined
    readonly limit: number
    readonly visit?: (frame: JournalFrame) => void
  },
): Promise<WalkResult> => {
  const { name, number, bytes } = segment
  const file = await fileSystem.open(path, 'read')
  try {
    const from = options.from ?? (segment.headDamaged ? undefined : segment.first)
    const windowBytes = limits.readBytesMax
    const walk = new FrameWalk({ id, segment: number, file, size: bytes, first: 0, windowBytes })
    const places: SegmentEntry['places'] = []
    const places0 = { places } as SegmentEntry
    let frames = 0
    let damagedBytes = 0
    let missing = 0
    let begin: number | undefined
    let expected = from
    for (;;) {
      const frame = await walk.next(options.limit)
      if (frame === undefined) break
      damagedBytes += frame.damagedBytes
      if (from !== undefined && frame.sequence < from) continue
      missing += frame.sequence - (expected ?? frame.sequence)
      begin ??= frame.sequence
      expected = frame.sequence + 1
      frames++
      notePlace(places0, frame.sequence, frame.offset)
      options.visit?.(frame)
    }
    const damaged = damagedBytes > 0 || (segment.headDamaged && frames > 0)
    const first = begin ?? from ?? 0
    const entry = { number, name, first, end: expected ?? first, bytes, damaged, places }
    return { entry, frames, damagedBytes, missing, at: walk.at }
  } finally {
    await file.close()
  }
}

/**
 * From which sequence on frames of the last segment are not believed: what stands behind damage counts only if some
 * frame or the cursors say that it was synced; otherwise it is the rest of a group that no sync had reached.
 */
export const lastLimit = async (
  { fileSystem, id, limits }: JournalContext,
  path: string,
  segment: FoundSegment,
  syncedBelow: number,
): Promise<number> => {
  const file = await fileSystem.open(path, 'read')
  try {
    const { number, bytes } = segment
    const walk = new FrameWalk({
      id,
      segment: number,
      file,
      size: bytes,
      first: 0,
      windowBytes: limits.readBytesMax,
    })
    let firstDamaged: number | undefined
    let synced = syncedBelow
    for (let before = segment.first; ;) {
      const frame = await walk.next()
      if (frame === undefined) break
      synced = Math.max(synced, frame.syncedBelow)
      if (frame.damagedBytes > 0) firstDamaged ??= before
      before = frame.sequence + 1
    }
    return firstDamaged === undefined ? Infinity : Math.max(firstDamaged, synced)
  } finally {
    await file.close()
  }
}

/** Copies the believed frames of a segment into a new one and syncs it; that one is written on. */
export const copySegment = async (
  context: JournalContext,
  files: SegmentFiles,
  path: string,
  segment: FoundSegment,
  entry: SegmentEntry,
  limit: number,
): Promise<ActiveSegment> => {
  const { fileSystem, limits } = context
  const from = await fileSystem.open(path, 'read')
  try {
    // The same first sequence as before: so a crash before the old one is gone shows which of the two is a copy.
    const first = segment.headDamaged ? entry.first : segment.first
    const { number, file, finish } = await files.begin(first, Math.max(limits.segmentBytes, segment.bytes))
    try {
      const copy: SegmentEntry = { ...entry, number, name: '', damaged: false, places: [], bytes: 0 }
      const at = await copyFrames({ context, from, segment, entry, limit, to: file, copy })
      await file.sync()
      const name = await finish()
      const bytes = await file.size()
      return { entry: { ...copy, name, bytes }, file, at }
    } catch (error) {
      await file.close().catch(() => undefined)
      throw error
    }
  } finally {
    await from.close()
  }
}

const copyFrames = async (copying: {
  readonly context: JournalContext
  readonly from: ActiveSegment['file']
  readonly segment: FoundSegment
  readonly entry: SegmentEntry
  readonly limit: number
  readonly to: ActiveSegment['file']
  readonly copy: SegmentEntry
}): Promise<number> => {
  const { context, copy, entry, from, limit, segment, to } = copying
  const { id, limits } = context
  const shape = {
    id,
    segment: segment.number,
    file: from,
    size: segment.bytes,
    windowBytes: limits.readBytesMax,
  }
  const walk = new FrameWalk({ ...shape, first: 0 })
  const mark = { id, segment: copy.number }
  let buffer = Buffer.alloc(COPY_BYTES)
  let filled = 0
  let at = SEGMENT_HEAD_BYTES
  const write = async (): Promise<void> => {
    await to.write(buffer.subarray(0, filled), at)
    at += filled
    filled = 0
  }
  for (;;) {
    const frame = await walk.next(limit)
    if (frame === undefined) break
    if (frame.sequence < entry.first) continue
    const bytes = frameBytes([frame.body])
    if (filled + bytes > buffer.length) await write()
    if (bytes > buffer.length) buffer = Buffer.alloc(bytes)
    notePlace(copy, frame.sequence, at + filled)
    filled = writeFrame(buffer, filled, mark, frame.sequence, frame.syncedBelow, [frame.body])
  }
  await write()
  return at
}
