import { FrameOrigin } from '../../src/delivery/journalled/frame-origin.ts'
import { RowSelection } from '../../src/delivery/row-selection.ts'
import type { TargetShape } from '../../src/stream/output.ts'
import { chunkOf, deliveryOf, type TestRow } from './batch-of.ts'

/** Rows of one frame of the journal, in one or several chunks; `begun`: the journal ended there when the lane began. */
export const frameOf = (
  target: TargetShape,
  { begun, sequence }: { readonly sequence: number; readonly begun: number },
  ...chunks: (readonly TestRow[])[]
): RowSelection => {
  let before = 0
  const deliveries = chunks.map((rows) => {
    const delivery = deliveryOf(chunkOf(target, rows))
    const frame = { journal: 'j', sequence, begun }
    const held = { count: rows.length, bytes: delivery.chunk.bytes.length }
    const owner = { advance: () => undefined, fetchInput: () => Promise.resolve(undefined) }
    const origin = new FrameOrigin(delivery.chunk, frame, held, owner)
    const one = { ...delivery, origin, before }
    before += rows.length
    return one
  })
  const places = chunks.flatMap((rows, which) => rows.map((_, row) => ({ which, row })))
  const at = (name: 'which' | 'row'): Int32Array => Int32Array.from(places, (place) => place[name])
  return new RowSelection(deliveries, at('which'), at('row'))
}
