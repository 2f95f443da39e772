import { open, mkdir, readdir, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DeadLetterTarget } from './dead-letter-target.ts'

export interface FileTargetOptions {
  /** A larger file is renamed to `NAME.1`, `NAME.2`, …; none is ever deleted. */
  readonly rotateBytes?: number
}

const NEWLINE = Buffer.from('\n')

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** A cut last line, left by a crash or a full disk, gets its newline: what is in the file is never changed. */
const endsOpen = async (handle: FileHandle, size: number): Promise<boolean> => {
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer[0] !== NEWLINE[0]
}

/** Dead letters as an NDJSON file. The folder is made where it is missing. */
export class FileTarget implements DeadLetterTarget {
  readonly name: string
  private readonly rotateBytes: number
  private handle: FileHandle | undefined
  private size = 0
  private torn = false

  constructor(path: string, options: FileTargetOptions = {}) {
    this.name = path
    this.rotateBytes = options.rotateBytes ?? 64 * 1024 * 1024
  }

  async append(lines: Buffer): Promise<void> {
    try {
      const handle = await this.ready(lines.length)
      const bytes = this.torn ? Buffer.concat([NEWLINE, lines]) : lines
      this.torn = true
      await handle.appendFile(bytes)
      await handle.datasync()
      this.size += bytes.length
      this.torn = false
    } catch (error) {
      await this.close().catch(() => undefined)
      throw error
    }
  }

  async close(): Promise<void> {
    const handle = this.handle
    this.handle = undefined
    await handle?.close()
  }

  private async ready(bytes: number): Promise<FileHandle> {
    if (this.handle !== undefined && this.size > 0 && this.size + bytes > this.rotateBytes)
      await this.rotate()
    return this.handle ?? (await this.openFile())
  }

  private async openFile(): Promise<FileHandle> {
    await mkdir(dirname(this.name), { recursive: true })
    const handle = await open(this.name, 'a+')
    this.handle = handle
    const { size } = await handle.stat()
    this.size = size
    this.torn = await endsOpen(handle, size)
    if (size === 0) await syncFolder(dirname(this.name))
    return handle
  }

  private async rotate(): Promise<void> {
    await this.close()
    const folder = dirname(this.name)
    const prefix = `${basename(this.name)}.`
    const numbers = (await readdir(folder))
      .filter((name) => name.startsWith(prefix))
      .map((name) => Number(name.slice(prefix.length)))
      .filter(Number.isSafeInteger)
    await rename(this.name, join(folder, `${prefix}${Math.max(0, ...numbers) + 1}`))
    await syncFolder(folder)
  }
}
