import { resolve } from 'node:path'
import { applyFixes } from '../diagnostic/apply-fixes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { loadRules, type LoadedRules, type LoadOptions } from './load-rules.ts'
import { replaceFile } from './replace-file.ts'
import { writeLine, type Terminal } from './terminal.ts'
import { unifiedDiff } from './unified-diff.ts'

/** One fix may uncover another; so often the files are checked again, at the most. */
const ROUNDS_MAX = 10

/** A file that is not UTF-8 was read with replacement characters; writing it back would lose what stands there. */
const isText = (text: string): boolean => !text.includes('\ufffd')

/** A file before all fixes and after them. */
interface Change {
  readonly before: string
  after: string
}

/** A project with its certain fixes applied. */
export interface FixedRules {
  /** What is left. */
  readonly loaded: LoadedRules
  readonly fixed: readonly Diagnostic[]
  readonly changes: ReadonlyMap<string, Change>
}

/** Applies the certain fixes in memory and checks again, until none is left. */
export const fixRules = async (
  terminal: Terminal,
  paths: readonly string[],
  options: LoadOptions,
): Promise<FixedRules> => {
  const changes = new Map<string, Change>()
  const fixed: Diagnostic[] = []
  let loaded = await loadRules(terminal, paths, options)
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const documents = applyFixes(loaded.diagnostics.filter(({ document }) => isText(document.text)))
    if (documents.length === 0) break
    for (const { document, text, applied } of documents) {
      const change = changes.get(document.name)
      if (change === undefined) changes.set(document.name, { before: document.text, after: text })
      else change.after = text
      fixed.push(...applied)
    }
    const texts = new Map([...changes].map(([name, { after }]) => [name, after]))
    loaded = await loadRules(terminal, paths, { ...options, texts })
  }
  return { loaded, fixed, changes }
}

const plural = (count: number, word: string): string => `${String(count)} ${word}${count === 1 ? '' : 's'}`

/** Writes what changed, or shows it; says which findings that cured. */
export const writeFixes = async (
  terminal: Terminal,
  { fixed, changes }: FixedRules,
  dryRun: boolean,
): Promise<void> => {
  for (const [name, { before, after }] of changes)
    if (dryRun) await writeLine(terminal.out, unifiedDiff(name, before, after))
    else await replaceFile(resolve(terminal.directory, name), after)
  for (const { document, span, slug, fix } of fixed) {
    const { line, column } = document.position(span.start)
    const place = `${document.name}:${String(line)}:${String(column)}`
    await writeLine(terminal.err, `${dryRun ? 'would fix' : 'fixed'} ${place} ${slug}: ${fix?.title ?? ''}`)
  }
  const verb = dryRun ? 'would be fixed' : 'fixed'
  await writeLine(
    terminal.err,
    fixed.length === 0
      ? 'nothing that can be fixed with certainty'
      : `${plural(fixed.length, 'finding')} ${verb} in ${plural(changes.size, 'file')}`,
  )
}
