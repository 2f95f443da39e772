import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The line that a crash has cut in two is no letter: its row is written again by the next worker. */
const isWhole = (line: string): boolean => {
  if (!line.endsWith('}')) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** Whole letters of the file that grows, and of those that were full. */
export const lettersIn = (folder: string): readonly string[] => {
  const files = readdirSync(folder).filter((name) => /^dead-letters\.ndjson(\.\d+)?$/.test(name))
  return files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(isWhole))
}
