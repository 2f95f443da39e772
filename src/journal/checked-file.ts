import { join } from 'node:path'
import { crc32 } from './crc32.ts'
import type { FileSystem } from './file-system.ts'
import { isMissing } from './file-system.ts'

/** Before the content: its length and its CRC-32 (u32 each, little-endian). */
const HEAD_BYTES = 8
const FILE_BYTES_MAX = 256 * 1024 * 1024

/** Replaces a small file as a whole: after a crash it is the old or the new one. */
export const writeChecked = async (
  fileSystem: FileSystem,
  folder: string,
  name: string,
  content: Uint8Array,
): Promise<void> => {
  const path = join(folder, name)
  const file = await fileSystem.open(`${path}.tmp`, 'create')
  try {
    const head = Buffer.alloc(HEAD_BYTES)
    head.writeUInt32LE(content.length, 0)
    head.writeUInt32LE(crc32(content, crc32(head.subarray(0, 4))), 4)
    await file.write(Buffer.concat([head, content]), 0)
    await file.sync()
  } finally {
    await file.close()
  }
  await fileSystem.rename(`${path}.tmp`, path)
  await fileSystem.syncFolder(folder)
}

/** The content; 'missing' where there is no such file, 'damaged' where it is not as it was written. */
export const readChecked = async (
  fileSystem: FileSystem,
  folder: string,
  name: string,
): Promise<Buffer | 'missing' | 'damaged'> => {
  let file
  try {
    file = await fileSystem.open(join(folder, name), 'read')
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
  try {
    const size = await file.size()
    if (size < HEAD_BYTES || size > FILE_BYTES_MAX) return 'damaged'
    const bytes = Buffer.alloc(size)
    if ((await file.read(bytes, 0)) !== size) return 'damaged'
    const content = bytes.subarray(HEAD_BYTES)
    const sum = crc32(content, crc32(bytes.subarray(0, 4)))
    return bytes.readUInt32LE(0) === content.length && bytes.readUInt32LE(4) === sum ? content : 'damaged'
  } finally {
    await file.close()
  }
}
