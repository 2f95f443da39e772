import type { OutputBatch, OutputChunk, RowPlace } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'

/** Some rows of a batch, in its order. */
export class PickedRows implements OutputBatch {
  private readonly batch: OutputBatch
  private readonly indexes: readonly number[]

  constructor(batch: OutputBatch, indexes: readonly number[]) {
    this.batch = batch
    this.indexes = indexes
  }

  get count(): number {
    return this.indexes.length
  }

  /** Which row of the whole batch row i is. */
  index(i: number): number {
    return this.indexes[i]!
  }

  chunk(i: number): OutputChunk {
    return this.batch.chunk(this.index(i))
  }

  row(i: number): number {
    return this.batch.row(this.index(i))
  }

  value(i: number): Buffer {
    return this.batch.value(this.index(i))
  }

  option(i: number, name: string): Value {
    return this.batch.option(this.index(i), name)
  }

  timeMs(i: number): number {
    return this.batch.timeMs(this.index(i))
  }

  place(i: number): RowPlace | undefined {
    return this.batch.place?.(this.index(i))
  }

  id(i: number): string | undefined {
    return this.batch.id?.(this.index(i))
  }
}
