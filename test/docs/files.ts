import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Files below a folder whose names end so, sorted. */
export const filesBelowWith = (folder: string, end: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
