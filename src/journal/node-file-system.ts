import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { FileSystem, JournalFile } from './file-system.ts'

const flags = { read: 'r', write: 'r+', create: 'w+' } as const

class NodeFile implements JournalFile {
  private readonly handle: FileHandle

  constructor(handle: FileHandle) {
    this.handle = handle
  }

  async read(into: Buffer, position: number): Promise<number> {
    let got = 0
    while (got < into.length) {
      const { bytesRead } = await this.handle.read(into, got, into.length - got, position + got)
      if (bytesRead === 0) break
      got += bytesRead
    }
    return got
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0
    while (done < bytes.length) {
      const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, position + done)
      done += bytesWritten
    }
  }

  sync(): Promise<void> {
    return this.handle.datasync()
  }

  truncate(size: number): Promise<void> {
    return this.handle.truncate(size)
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** The disk of this machine. */
export const nodeFileSystem: FileSystem = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true })
  },
  list: (path) => readdir(path),
  open: async (path, mode) => new NodeFile(await open(path, flags[mode])),
  rename,
  remove: (path) => rm(path),
  syncFolder: async (path) => {
    const handle = await open(path, 'r')
    await handle.sync().finally(() => handle.close())
  },
}
