import { decodeContent, encodeContent } from '../../journal/content/frame-content.ts'
import type { KeptInput } from '../../journal/content/inputs.ts'
import type { JournalledChunk } from '../../journal/content/rows.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { Journal } from '../../journal/journal.ts'
import type { TargetShape } from '../../stream/output.ts'

/** What a copy has of its original. */
interface Copy {
  readonly rows: readonly JournalledChunk[]
  readonly inputs?: readonly KeptInput[]
}

/** The cursor of the only lane. */
const LANE = 0

/** The frame that a copy is of; undefined where a frame is no copy. */
export const originalOf = (body: Buffer): number | undefined =>
  decodeContent(body, (): TargetShape | undefined => undefined).copyOf[0]

/**
 * The log of one lane that has fallen far behind: copies of its rows, so that it does not keep the frames of everybody.
 * A copy knows the sequence of its original, which its rows have their ids from.
 */
export class OwnLog {
  readonly journal: Journal
  /** All frames of the shared journal below this that have rows for the lane were copied, or done with before. */
  readonly copiedBelow: number

  constructor(journal: Journal, copiedBelow: number) {
    this.journal = journal
    this.copiedBelow = copiedBelow
  }

  /** The first copy that may be needed. */
  get cursor(): number {
    return this.journal.cursor(LANE) ?? this.journal.first
  }

  /** Gives the sequence of the copy, which is safe when the journal is flushed. */
  append(original: number, { inputs = [], rows }: Copy): number {
    return this.journal.append(encodeContent({ copyOf: [original], rows, inputs }))
  }

  /** Copies below this are not needed any more. */
  release(below: number): Promise<void> {
    return this.journal.saveCursors(new Map([[LANE, below]]))
  }

  /** Gives all of it up. */
  discard(): Promise<void> {
    return this.release(this.journal.syncedBelow)
  }
}

/** A copy with the sequence of its original. */
export interface CopiedFrame extends JournalFrame {
  readonly original: number
}

/** Copies from one on, in order, those of frames below `mark` left out. */
export const readCopies = async (
  log: OwnLog,
  from: number,
  mark: number,
  visit: (frame: CopiedFrame) => void,
): Promise<void> => {
  const reader = log.journal.read(from)
  for (let frames = await reader.next(); frames.length > 0; frames = await reader.next())
    for (const frame of frames) {
      const original = originalOf(frame.body)
      if (original !== undefined && original >= mark) visit({ ...frame, original })
    }
  await reader.close()
}
