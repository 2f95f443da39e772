import { mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'

/** Appends lines and syncs them; rotates by renaming to `path.<time>`. */
export class FileSink implements Sink {
  private readonly path: string
  private readonly rotateBytes: number
  private context: SinkContext | undefined
  private file: FileHandle | undefined
  private size = 0

  constructor(path: string, rotateBytes: number) {
    this.path = path
    this.rotateBytes = rotateBytes
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    try {
      await mkdir(dirname(this.path), { recursive: true })
      await this.file?.close()
      this.file = await open(this.path, 'a')
      this.size = (await stat(this.path)).size
      await this.syncDirectory()
      return { kind: 'open' }
    } catch (error) {
      return { kind: 'retry', message: (error as Error).message }
    }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    try {
      if (this.size > this.rotateBytes) await this.rotate()
      const { file } = this
      if (file === undefined) return { kind: 'reconnect', message: 'not open' }
      const newline = Buffer.from('\n')
      const lines = Buffer.concat(
        Array.from({ length: batch.count }, (_, i) => [batch.value(i), newline]).flat(),
      )
      await file.appendFile(lines)
      await file.datasync()
      this.size += lines.length
      return { kind: 'written' }
    } catch (error) {
      // A torn line may stand at the end; what follows begins a line of its own after open.
      return { kind: 'retry', message: (error as Error).message }
    }
  }

  async close(): Promise<void> {
    const { file } = this
    this.file = undefined
    await file?.close()
  }

  private async rotate(): Promise<void> {
    await this.close()
    await rename(this.path, `${this.path}.${String(this.context?.clock.wallMs() ?? 0)}`)
    this.file = await open(this.path, 'a')
    this.size = 0
    await this.syncDirectory()
  }

  /** A new name is safe only when its directory is synced. */
  private async syncDirectory(): Promise<void> {
    const directory = await open(dirname(this.path), 'r')
    await directory.sync().finally(() => directory.close())
  }
}
