import { decodeContent } from '../../journal/content/frame-content.ts'
import type { Journal } from '../../journal/journal.ts'
import type { Batch } from '../../stream/batch.ts'
import type { TargetShape } from '../../stream/output.ts'
import { recordBatch } from '../../stream/record-batch.ts'
import type { RecordPlace } from '../origin.ts'

const noRows = (): TargetShape | undefined => undefined

/** The record that the frame of that sequence has beside its rows; undefined where it has none. */
const fetchInput = async (
  journal: Journal,
  sequence: number,
  { epoch, lane, seq, source }: RecordPlace,
): Promise<{ readonly batch: Batch; readonly index: number } | undefined> => {
  const reader = journal.read(sequence)
  try {
    const frame = (await reader.next()).find((one) => one.sequence === sequence)
    const found =
      frame &&
      decodeContent(frame.body, noRows).inputs.find(
        (one) => one.seq === seq && one.lane === lane && one.epoch === epoch && one.source === source,
      )
    return found && { batch: recordBatch({ lane, epoch, first: seq }, [found.record]), index: 0 }
  } catch {
    // A dead letter without its input is better than none.
    return undefined
  } finally {
    await reader.close()
  }
}

/** From the lane's own log, where the frame has been copied meanwhile. */
export const inputOfFrame = async (
  frame: { readonly sequence: number; readonly copy: number | undefined },
  of: RecordPlace,
  shared: Journal,
  own: () => Journal | undefined,
): ReturnType<typeof fetchInput> => {
  const found = frame.copy === undefined ? await fetchInput(shared, frame.sequence, of) : undefined
  const log = own()
  if (found !== undefined || frame.copy === undefined || log === undefined) return found
  return fetchInput(log, frame.copy, of)
}
