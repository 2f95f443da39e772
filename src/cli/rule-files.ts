import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { SourceDocument } from '../diagnostic/document.ts'

const FILES_MAX = 20_000
const skipped = new Set(['node_modules', 'dist'])

/** A path that a user named cannot be read; the message is for people. */
class PathProblem extends Error {
  override readonly name = 'PathProblem'
}

/** By its name: the class of another bundle is another class. */
export const isPathProblem = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'PathProblem'

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Rule files below a folder, sorted by name; hidden folders and those of packages are left out. */
const below = async (folder: string, found: string[]): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.') || skipped.has(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await below(path, found)
    else if (entry.name.endsWith('.rules')) found.push(path)
    if (found.length > FILES_MAX)
      throw new PathProblem(`more than ${String(FILES_MAX)} rule files below ${folder}`)
  }
}

/** The rule files that the given files and folders name. */
export const findRuleFiles = async (
  paths: readonly string[],
  directory: string,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const path of paths) {
    const absolute = resolve(directory, path)
    const status = await stat(absolute).catch((error: unknown) => {
      if (isMissing(error)) throw new PathProblem(`there is no file or folder ${path}`)
      throw new PathProblem(`${path} cannot be read: ${(error as Error).message}`)
    })
    if (status.isDirectory()) await below(absolute, found)
    else found.push(absolute)
  }
  return [...new Set(found)]
}

/** Reads rule files; each is named by its path from the working directory. */
export const readRuleFiles = async (
  files: readonly string[],
  directory: string,
): Promise<readonly SourceDocument[]> =>
  Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8')
      return new SourceDocument(relative(directory, file) || file, text)
    }),
  )
