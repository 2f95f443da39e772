import type { OutputBatch, OutputChunk } from '../stream/output.ts'

/** What a server has said about a row for good. */
export type RowAnswer =
  { readonly kind: 'accepted' } | { readonly kind: 'rejected'; readonly message: string }

/**
 * Remembers which rows of a batch were answered, while others have to be sent again: a write that is repeated, whole
 * or in halves, does not send them a second time.
 */
export class AnsweredRows {
  private readonly chunks = new WeakMap<OutputChunk, Map<number, RowAnswer>>()

  get(batch: OutputBatch, i: number): RowAnswer | undefined {
    return this.chunks.get(batch.chunk(i))?.get(batch.row(i))
  }

  set(batch: OutputBatch, i: number, answer: RowAnswer): void {
    const chunk = batch.chunk(i)
    let rows = this.chunks.get(chunk)
    if (rows === undefined) this.chunks.set(chunk, (rows = new Map<number, RowAnswer>()))
    rows.set(batch.row(i), answer)
  }

  /** The batch is decided. */
  forget(batch: OutputBatch): void {
    for (let i = 0; i < batch.count; i++) this.chunks.get(batch.chunk(i))?.delete(batch.row(i))
  }
}
