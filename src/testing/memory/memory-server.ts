import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, WriteResult } from '../../stream/sink.ts'

/** A row as the server got it. */
export interface MemoryRow {
  readonly rule: string
  readonly value: string
  readonly lane: number
  readonly seq: number
}

/** A server in memory that answers as it is told; what it takes is in `rows`. */
export class MemoryServer {
  readonly rows: MemoryRow[] = []
  opens = 0
  writes = 0
  /** What the next attempt to open gets. */
  onOpen: () => OpenResult = () => ({ kind: 'open' })
  /** What the next write gets; may take its time. Rows are kept unless it says that they were not taken. */
  onWrite: (batch: OutputBatch, signal: AbortSignal) => WriteResult | Promise<WriteResult> = () => ({
    kind: 'written',
  })

  /** Keeps the rows of a batch for which the condition holds. */
  keep(batch: OutputBatch, condition: (i: number) => boolean = () => true): void {
    for (let i = 0; i < batch.count; i++) {
      if (!condition(i)) continue
      const { target, lane, seq } = batch.chunk(i)
      this.rows.push({ rule: target.rule, value: batch.value(i).toString(), lane, seq: seq[batch.row(i)]! })
    }
  }
}
