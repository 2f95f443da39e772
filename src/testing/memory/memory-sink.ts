import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, WriteResult } from '../../stream/sink.ts'
import type { MemoryServer } from './memory-server.ts'

/** Writes to a server in memory. */
export class MemorySink implements Sink {
  private readonly server: MemoryServer

  constructor(server: MemoryServer) {
    this.server = server
  }

  async open(): Promise<OpenResult> {
    this.server.opens++
    return this.server.onOpen()
  }

  async write(batch: OutputBatch, signal: AbortSignal): Promise<WriteResult> {
    this.server.writes++
    const result = await this.server.onWrite(batch, signal)
    if (result.kind === 'written') this.server.keep(batch)
    if (result.kind === 'rejected') {
      const refused = new Set(result.rows.map((row) => row.index))
      this.server.keep(batch, (i) => !refused.has(i))
    }
    return result
  }

  async close(): Promise<void> {}
}
