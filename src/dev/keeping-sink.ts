import type { OutputBatch } from '../stream/output.ts'
import type { OpenResult, Sink, WriteResult } from '../stream/sink.ts'

const ROWS_MAX = 1_000

/** Keeps the last rows in memory, in the place of a Kafka that cannot be had. */
export class KeepingSink implements Sink {
  private readonly rows: string[] = []

  async open(): Promise<OpenResult> {
    return { kind: 'open' }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    for (let i = 0; i < batch.count; i++) this.rows.push(batch.value(i).toString('utf8'))
    if (this.rows.length > ROWS_MAX) this.rows.splice(0, this.rows.length - ROWS_MAX)
    return { kind: 'written' }
  }

  async close(): Promise<void> {
    this.rows.length = 0
  }
}
