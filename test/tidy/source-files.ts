import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** All TypeScript files below a folder. */
export const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return filesBelow(path)
    return entry.name.endsWith('.ts') ? [path] : []
  })

export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

const read = (path: string): SourceFile => {
  const text = readFileSync(path, 'utf8')
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) }
}

/** The product's own sources. */
export const sources: readonly SourceFile[] = ['src', 'grammar'].flatMap(filesBelow).map(read)
