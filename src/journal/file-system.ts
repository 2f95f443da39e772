/** A file of the journal. Positions are bytes from its start. */
export interface JournalFile {
  /** Fills the buffer as far as the file goes; gives the bytes that were read. */
  read(into: Buffer, position: number): Promise<number>
  /** Writes all of it, or rejects. */
  write(bytes: Uint8Array, position: number): Promise<void>
  /** Resolves when all that was written would survive a power failure (fdatasync). */
  sync(): Promise<void>
  truncate(size: number): Promise<void>
  size(): Promise<number>
  close(): Promise<void>
}

/** All that the journal does to a disk. Every call may fail; errors carry the code of the operating system. */
export interface FileSystem {
  /** Makes a folder and those above it; nothing where it is there. */
  makeFolder(path: string): Promise<void>
  /** Names of the files and folders in a folder. */
  list(path: string): Promise<readonly string[]>
  /** `create` makes a file or empties it; the others need one. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<JournalFile>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  /** Resolves when names that were made, changed or removed in a folder would survive a power failure. */
  syncFolder(path: string): Promise<void>
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined

/** The disk, or what this user may use of it, is full: room may come. */
export const isDiskFull = (error: unknown): boolean => {
  const code = codeOf(error)
  return code === 'ENOSPC' || code === 'EDQUOT'
}

export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'
