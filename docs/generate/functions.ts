import { functionPage } from '../../src/cli/page/function-page.ts'
import { aggregatePage, windowPage } from '../../src/cli/page/word-page.ts'
import { defaultCatalog } from '../../src/default-catalog.ts'
import type { FunctionEntry, FunctionGroup } from '../../src/catalog/function.ts'
import type { Page } from './page.ts'

const titles: Record<FunctionGroup, string> = {
  text: 'Text',
  number: 'Numbers',
  bits: 'Bits and bytes',
  json: 'JSON',
  array: 'Arrays',
  object: 'Objects',
  type: 'Types',
  null: 'NULL',
  time: 'Date and time',
  hash: 'Hashes, encodings and compression',
  geo: 'Places on earth',
  network: 'Networks',
  id: 'Identifiers',
  mask: 'Masks for personal values',
  message: 'The message',
}

const firstSentence = (prose: string): string => prose.split(/(?<=\.) /)[0] ?? ''

const groupPage = (group: FunctionGroup, entries: readonly FunctionEntry[]): Page => ({
  path: `docs/reference/functions/${group}.md`,
  text: `# ${titles[group]}

${entries.map(({ name, prose }) => `- [${name}](#${name}): ${firstSentence(prose)}`).join('\n')}

${entries.map(functionPage).join('\n\n')}
`,
})

const { aggregates: called, windows } = defaultCatalog.vocabulary
const aggregates = called.filter(({ kind }) => kind === 'aggregate')
const analytic = called.filter(({ kind }) => kind === 'analytic')

interface Called {
  readonly name: string
  readonly prose: string
}

const links = (file: string, entries: readonly Called[]): string =>
  entries.map(({ name }) => `[${name}](${file}.md#${name.toLowerCase()})`).join(' · ')

/** A page of what is called in groups and windows, which are checked in full and not run yet. */
const calledPage = <T extends Called>(
  file: string,
  title: string,
  entries: readonly T[],
  page: (entry: T) => string,
): Page => ({
  path: `docs/reference/functions/${file}.md`,
  text: `# ${title}

${entries.map(({ name, prose }) => `- [${name}](#${name.toLowerCase()}): ${firstSentence(prose)}`).join('\n')}

${entries.map(page).join('\n\n')}
`,
})

const index = (groups: ReadonlyMap<FunctionGroup, readonly FunctionEntry[]>): Page => {
  const count = [...groups.values()].reduce((sum, entries) => sum + entries.length, 0)
  const parts = [...groups].map(([group, entries]) => {
    const names = entries.map(({ name }) => `[${name}](${group}.md#${name})`)
    return `## [${titles[group]}](${group}.md)\n\n${names.join(' · ')}`
  })
  return {
    path: 'docs/reference/functions/README.md',
    text: `# Functions

The ${String(count)} functions of the language, by group. \`sluice functions\` lists them on a terminal, and
\`sluice explain NAME\` shows one. Every example runs as a test.

Besides these there are forms of the language: CAST and TRY_CAST convert, TRY gives NULL for what fails, coalesce
the first value that is not NULL, \`if(test, yes, no)\` and CASE choose.

${parts.join('\n\n')}

## [Aggregates](aggregate.md)

${links('aggregate', aggregates)}

## [Analytic functions](analytic.md)

${links('analytic', analytic)}

## [Windows](window.md)

${links('window', windows)}
`,
  }
}

/** The reference of functions: a page for each group, and the list of all. */
export const functionPages = (): readonly Page[] => {
  const groups = new Map<FunctionGroup, FunctionEntry[]>()
  for (const entry of defaultCatalog.vocabulary.functions) {
    const known = groups.get(entry.group)
    if (known === undefined) groups.set(entry.group, [entry])
    else known.push(entry)
  }
  return [
    index(groups),
    ...[...groups].map(([group, entries]) => groupPage(group, entries)),
    calledPage('aggregate', 'Aggregates', aggregates, aggregatePage),
    calledPage('analytic', 'Analytic functions', analytic, aggregatePage),
    calledPage('window', 'Windows', windows, windowPage),
  ]
}
