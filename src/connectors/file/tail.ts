import type { FileHandle } from 'node:fs/promises'

const NEWLINE = 0x0a
const BLOCK_BYTES = 65_536
/** A last line that is longer is left as it is. */
const LINE_BYTES_MAX = 16 * 1024 * 1024

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The end of a file, back to its last line break, or undefined where that is too far away. */
const lastLine = async (file: FileHandle, size: number): Promise<Buffer | undefined> => {
  let line = Buffer.alloc(0)
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - BLOCK_BYTES)
    const block = Buffer.alloc(end - start)
    await file.read(block, 0, block.length, start)
    const at = block.lastIndexOf(NEWLINE)
    line = Buffer.concat([block.subarray(at + 1), line])
    if (at !== -1) return line
    if (line.length > LINE_BYTES_MAX) return undefined
    end = start
  }
  return line
}

/**
 * Makes the file end with a whole line, after a crash in the middle of a write: a line that was cut short was never
 * confirmed and goes, one that only lacks its line break gets it. Gives the size afterwards.
 */
export const mendTail = async (file: FileHandle, size: number): Promise<number> => {
  const line = await lastLine(file, size)
  if (line?.length === 0) return size
  if (line !== undefined && !isJson(line.toString('utf8'))) {
    await file.truncate(size - line.length)
    return size - line.length
  }
  await file.appendFile('\n')
  return size + 1
}
