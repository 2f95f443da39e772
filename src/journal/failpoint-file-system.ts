import type { Failpoint } from '../base/failpoint.ts'
import type { FileSystem, JournalFile } from './file-system.ts'

class FailpointFile implements JournalFile {
  private readonly file: JournalFile
  private readonly failpoint: Failpoint

  constructor(file: JournalFile, failpoint: Failpoint) {
    this.file = file
    this.failpoint = failpoint
  }

  read(into: Buffer, position: number): Promise<number> {
    return this.file.read(into, position)
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    this.failpoint('journal-before-write')
    await this.file.write(bytes, position)
    this.failpoint('journal-after-write')
  }

  async sync(): Promise<void> {
    this.failpoint('journal-before-sync')
    await this.file.sync()
    this.failpoint('journal-after-sync')
  }

  truncate(size: number): Promise<void> {
    return this.file.truncate(size)
  }

  size(): Promise<number> {
    return this.file.size()
  }

  close(): Promise<void> {
    return this.file.close()
  }
}

/** The same disk, with a failpoint before and after everything that a crash can tear apart. */
export const failpointFileSystem = (disk: FileSystem, failpoint: Failpoint): FileSystem => ({
  ...disk,
  open: async (path, mode) => new FailpointFile(await disk.open(path, mode), failpoint),
  rename: async (from, to) => {
    failpoint('journal-before-rename')
    await disk.rename(from, to)
    failpoint('journal-after-rename')
  },
})
