import { mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Rejection, Sink, SinkContext, WriteResult } from '../../stream/sink.ts'
import { errorMessage } from '../error-message.ts'
import { lineOf } from '../line-of.ts'
import { mendTail } from './tail.ts'

export interface RotationLimits {
  readonly rotateBytes: number
  readonly rotateAgeMs: number
}

const NEWLINE = Buffer.from('\n')

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Appends lines and syncs them; rotates by renaming to `path.<time>`, which is UTC to the millisecond. */
export class FileSink implements Sink {
  private readonly path: string
  private readonly limits: RotationLimits
  private context: SinkContext | undefined
  private file: FileHandle | undefined
  /** Bytes of the file after the last write, for rotation. */
  private size = 0
  private begunMs = 0

  constructor(path: string, limits: RotationLimits) {
    this.path = path
    this.limits = limits
  }

  async open(context: SinkContext): Promise<OpenResult> {
    this.context = context
    try {
      await this.close()
      await mkdir(dirname(this.path), { recursive: true })
      await this.begin()
      return { kind: 'open' }
    } catch (error) {
      await this.close()
      return { kind: 'retry', message: errorMessage(error) }
    }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    if (this.file === undefined) return { kind: 'reconnect', message: 'not open' }
    const rejections: Rejection[] = []
    const lines: Buffer[] = []
    for (let i = 0; i < batch.count; i++) {
      const line = lineOf(batch, i)
      if (line === undefined)
        rejections.push({ index: i, slug: 'row-refused', message: 'a text of several lines is no line' })
      else lines.push(line, NEWLINE)
    }
    try {
      if (lines.length > 0) await this.append(Buffer.concat(lines))
    } catch (error) {
      await this.close().catch(() => undefined)
      // What was half written is cut off when the file is opened again.
      return { kind: 'reconnect', message: errorMessage(error) }
    }
    return rejections.length === 0 ? { kind: 'written' } : { kind: 'rejected', rows: rejections }
  }

  async close(): Promise<void> {
    const { file } = this
    this.file = undefined
    await file?.close()
  }

  private nowMs(): number {
    return this.context?.clock.wallMs() ?? 0
  }

  private async append(bytes: Buffer): Promise<void> {
    const isOld = this.nowMs() - this.begunMs >= this.limits.rotateAgeMs
    if (this.size > 0 && (isOld || this.size >= this.limits.rotateBytes)) await this.rotate()
    const { file } = this
    if (file === undefined) throw new Error('not open')
    // Others may have appended in between, and their lines are not ours to cut.
    const { size } = await file.stat()
    try {
      await file.appendFile(bytes)
      await file.datasync()
    } catch (error) {
      // A disk that is full may have taken a part of it.
      await file.truncate(size).catch(() => undefined)
      throw error
    }
    this.size = size + bytes.length
  }

  private async begin(): Promise<void> {
    this.file = await open(this.path, 'a+')
    const status = await this.file.stat()
    this.size = status.isFile() ? await mendTail(this.file, status.size) : 0
    this.begunMs = status.birthtimeMs > 0 ? status.birthtimeMs : this.nowMs()
    await this.syncDirectory()
  }

  private async rotate(): Promise<void> {
    await this.close()
    const base = `${this.path}.${new Date(this.nowMs()).toISOString().replace(/[:.]/g, '-')}`
    let name = base
    for (let k = 2; await isThere(name); k++) name = `${base}.${String(k)}`
    await rename(this.path, name)
    await this.begin()
  }

  /** A new name is safe only when its directory is synced. */
  private async syncDirectory(): Promise<void> {
    const directory = await open(dirname(this.path), 'r')
    await directory.sync().finally(() => directory.close())
  }
}
