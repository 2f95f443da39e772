import { errorWords } from '../../base/error-words.ts'
import { decodeContent, type FrameContent } from '../../journal/content/frame-content.ts'
import type { JournalFrame } from '../../journal/journal-reader.ts'
import type { OutputChunk, TargetShape } from '../../stream/output.ts'
import type { Alarm } from '../alarm.ts'
import type { TargetRegistry } from './target-registry.ts'

interface Wanting {
  readonly lane: { readonly name: string }
  readonly registry: TargetRegistry
  readonly alarm: Alarm
}

/** The rows of a frame that are for one lane, with the numbers of their targets, and inputs; none where it makes no sense. */
export const journalledFor = (
  { body, sequence }: JournalFrame,
  { alarm, lane, registry }: Wanting,
): Pick<FrameContent, 'inputs' | 'rows'> => {
  const wanted = (id: number): TargetShape | undefined =>
    registry.laneOf(id) === lane.name ? registry.shapeOf(id) : undefined
  try {
    return decodeContent(body, wanted)
  } catch (error) {
    const words = errorWords(error)
    alarm('journal-damaged', `${lane.name}: frame ${String(sequence)} makes no sense: ${words}`)
    return { rows: [], inputs: [] }
  }
}

export const rowsFor = (frame: JournalFrame, wanting: Wanting): readonly OutputChunk[] =>
  journalledFor(frame, wanting).rows.map(({ chunk }) => chunk)
