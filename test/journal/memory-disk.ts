import type { FileSystem, JournalFile } from '../../src/journal/file-system.ts'

const SECTOR_BYTES = 512

interface Inode {
  /** What a power failure leaves, and what the running system sees. */
  durable: Buffer
  content: Buffer
  unsynced: ({ position: number; bytes: Buffer } | { size: number })[]
}

type NameChange = { path: string; inode: Inode | undefined; gone: string | undefined }

const failure = (code: string, what: string): Error => Object.assign(new Error(`${code}: ${what}`), { code })

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'))

const write = (content: Buffer, bytes: Uint8Array, position: number): Buffer => {
  const end = position + bytes.length
  const grown = end <= content.length ? content : Buffer.concat([content, Buffer.alloc(end - content.length)])
  grown.set(bytes, position)
  return grown
}

/**
 * A disk in memory that can fail any call, be full, and lose its power: then of what was not synced each sector and
 * each change of a name survives or not, whatever the order in which it was made.
 */
export class MemoryDisk implements FileSystem {
  calls = 0
  /** That call fails, with this code. */
  failAt = Infinity
  failCode = 'EIO'
  /** After so many calls the power is gone: nothing answers any more. */
  powerUntil = Infinity
  bytesMax = Infinity
  private names = new Map<string, Inode>()
  private durableNames = new Map<string, Inode>()
  private changes: NameChange[] = []

  get isOff(): boolean {
    return this.calls >= this.powerUntil
  }

  get used(): number {
    return [...new Set(this.names.values())].reduce((sum, inode) => sum + inode.content.length, 0)
  }

  /** The disk that comes up again after the power was lost. */
  afterPowerLoss(random: () => number): MemoryDisk {
    const disk = new MemoryDisk()
    const names = new Map(this.durableNames)
    for (const { gone, inode, path } of this.changes) {
      if (random() < 0.5) continue
      if (gone !== undefined) names.delete(gone)
      if (inode === undefined) names.delete(path)
      else names.set(path, inode)
    }
    const survived = new Map<Inode, Inode>()
    for (const [path, inode] of names) {
      const one = survived.get(inode) ?? survivor(inode, random)
      survived.set(inode, one)
      disk.names.set(path, one)
      disk.durableNames.set(path, one)
    }
    return disk
  }

  /** A copy on which everything is synced. */
  copy(): MemoryDisk {
    const disk = new MemoryDisk()
    for (const [path, { content }] of this.names) {
      const inode = { durable: Buffer.from(content), content: Buffer.from(content), unsynced: [] }
      disk.names.set(path, inode)
      disk.durableNames.set(path, inode)
    }
    return disk
  }

  paths(): string[] {
    return [...this.names.keys()].sort()
  }

  contentOf(path: string): Buffer {
    return this.inode(path).content
  }

  put(path: string, content: Buffer): void {
    const inode = { durable: Buffer.from(content), content: Buffer.from(content), unsynced: [] }
    this.names.set(path, inode)
    this.durableNames.set(path, inode)
  }

  delete(path: string): void {
    this.names.delete(path)
    this.durableNames.delete(path)
  }

  async makeFolder(): Promise<void> {
    await this.call('mkdir')
  }

  async list(folder: string): Promise<readonly string[]> {
    await this.call('list')
    return [...this.names.keys()]
      .filter((path) => folderOf(path) === folder)
      .map((path) => path.slice(folder.length + 1))
  }

  async open(path: string, mode: 'read' | 'write' | 'create'): Promise<JournalFile> {
    await this.call('open')
    if (mode === 'create') {
      const inode: Inode = { durable: Buffer.alloc(0), content: Buffer.alloc(0), unsynced: [] }
      this.names.set(path, inode)
      this.changes.push({ path, inode, gone: undefined })
    }
    return this.fileOf(this.inode(path))
  }

  async rename(from: string, to: string): Promise<void> {
    await this.call('rename')
    const inode = this.inode(from)
    this.names.delete(from)
    this.names.set(to, inode)
    this.changes.push({ path: to, inode, gone: from })
  }

  async remove(path: string): Promise<void> {
    await this.call('remove')
    this.inode(path)
    this.names.delete(path)
    this.changes.push({ path, inode: undefined, gone: path })
  }

  async syncFolder(folder: string): Promise<void> {
    await this.call('syncFolder')
    const isHere = ({ path }: NameChange): boolean => folderOf(path) === folder
    for (const { gone, inode, path } of this.changes.filter(isHere)) {
      if (gone !== undefined) this.durableNames.delete(gone)
      if (inode === undefined) this.durableNames.delete(path)
      else this.durableNames.set(path, inode)
    }
    this.changes = this.changes.filter((change) => !isHere(change))
  }

  private inode(path: string): Inode {
    const inode = this.names.get(path)
    if (inode === undefined) throw failure('ENOENT', path)
    return inode
  }

  private async call(what: string): Promise<void> {
    if (this.isOff) await new Promise<void>(() => undefined)
    this.calls++
    await Promise.resolve()
    if (this.calls === this.failAt) throw failure(this.failCode, what)
    if (this.isOff) await new Promise<void>(() => undefined)
  }

  private fileOf(inode: Inode): JournalFile {
    return {
      read: async (into, position) => {
        await this.call('read')
        return inode.content.copy(into, 0, position, position + into.length)
      },
      write: async (bytes, position) => {
        const copy = Buffer.from(bytes)
        // What is under way when the power goes may have reached the disk.
        if (!this.isOff) inode.unsynced.push({ position, bytes: copy })
        await this.call('write')
        const grows = Math.max(0, position + copy.length - inode.content.length)
        if (grows > 0 && this.used + grows > this.bytesMax) {
          const half = copy.subarray(0, copy.length >> 1)
          inode.content = write(inode.content, half, position)
          throw failure('ENOSPC', 'write')
        }
        inode.content = write(inode.content, copy, position)
      },
      sync: async () => {
        const { length } = inode.unsynced
        await this.call('sync')
        inode.durable = Buffer.from(inode.content)
        inode.unsynced.splice(0, length)
      },
      truncate: async (size) => {
        inode.unsynced.push({ size })
        await this.call('truncate')
        inode.content = Buffer.from(inode.content.subarray(0, size))
      },
      size: async () => {
        await this.call('size')
        return inode.content.length
      },
      close: async () => this.call('close'),
    }
  }
}

const survivor = ({ durable, unsynced }: Inode, random: () => number): Inode => {
  let content: Buffer = Buffer.from(durable)
  const left = [...unsynced]
  while (left.length > 0) {
    const one = left.splice(Math.floor(random() * left.length), 1)[0]!
    if ('size' in one) {
      if (random() < 0.5) content = Buffer.from(content.subarray(0, one.size))
      continue
    }
    if (random() < 0.3) continue
    for (let at = 0; at < one.bytes.length;) {
      const end = Math.min(one.bytes.length, at + SECTOR_BYTES - ((one.position + at) % SECTOR_BYTES))
      if (random() < 0.7) content = write(content, one.bytes.subarray(at, end), one.position + at)
      at = end
    }
  }
  return { durable: Buffer.from(content), content, unsynced: [] }
}
