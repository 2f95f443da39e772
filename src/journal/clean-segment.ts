import { join } from 'node:path'
import type { JournalContext } from './journal-context.ts'
import type { SegmentEntry } from './segment-entry.ts'
import type { ActiveSegment } from './segments.ts'

const PIECE_BYTES = 1024 * 1024

/**
 * Makes an undamaged segment fit to be written on in its place, for a disk that has no room for a copy. All that was
 * read from it may be in the memory of the system alone, and even a sync may have failed; so each byte of its frames is
 * written as it is, and what stands behind them is wiped, which takes no more of the disk. Torn by a power failure, a
 * frame that was synced before still has the same bytes, and another one was never confirmed.
 */
export const cleanSegment = async (
  { fileSystem, folder }: JournalContext,
  entry: SegmentEntry,
  at: number,
): Promise<ActiveSegment> => {
  const file = await fileSystem.open(join(folder, entry.name), 'write')
  try {
    const piece = Buffer.alloc(Math.min(PIECE_BYTES, entry.bytes))
    for (let from = 0; from < entry.bytes; from += piece.length) {
      const part = piece.subarray(0, Math.min(piece.length, entry.bytes - from))
      if (from < at) await file.read(part, from)
      part.fill(0, Math.min(part.length, Math.max(0, at - from)))
      await file.write(part, from)
    }
    await file.sync()
    return { entry, file, at }
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
}
