import type { Doc, StatementNode } from '../../syntax/ast/index.ts'
import type { SourceDocument } from '../../diagnostic/document.ts'
import { nearest } from '../expression/suggestion.ts'
import type { Workspace } from '../statement/workspace.ts'

/** Tags that mean something, or that readers know from elsewhere, and where they stand. */
const tags: Readonly<Record<'statement' | 'column', readonly string[]>> = {
  statement: ['owner', 'tier', 'since', 'see', 'author', 'deprecated', 'example'],
  column: ['personal', 'unit', 'since', 'see', 'deprecated', 'example'],
}

const columnsOf = (statement: StatementNode): readonly { readonly doc: Doc | undefined }[] =>
  statement.kind === 'stream' || statement.kind === 'table' ? (statement.columns ?? []) : []

/** Tags of doc comments that nobody reads: misspelt ones, and those at the wrong place. */
export const unknownTag = (workspace: Workspace): readonly never[] => {
  const look = (document: SourceDocument, doc: Doc | undefined, place: 'statement' | 'column'): void => {
    for (const { name, span } of doc?.tags ?? []) {
      if (tags[place].includes(name)) continue
      const other = place === 'column' ? 'statement' : 'column'
      const close = nearest(name, [...tags[place], ...tags[other]])
      const at = { start: span.start, end: span.start + name.length + 1 }
      const isElsewhere = tags[other].includes(name)
      workspace.collector.add('unknown-tag', document, at, {
        message: isElsewhere ? `@${name} belongs to a ${other}` : `nobody reads @${name}`,
        ...(isElsewhere
          ? {}
          : close === undefined
            ? { help: `a ${place} has ${tags[place].map((tag) => `@${tag}`).join(', ')}` }
            : {
                help: `did you mean @${close}?`,
                fix: { title: `write @${close}`, isGuess: true, edits: [{ span: at, text: `@${close}` }] },
              }),
      })
    }
  }
  for (const { statement, document } of workspace.declarations.all()) {
    look(document, statement.doc, 'statement')
    for (const { doc } of columnsOf(statement)) look(document, doc, 'column')
  }
  return []
}
