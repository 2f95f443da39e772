import type { Workspace } from '../statement/workspace.ts'

const words = { stream: 'stream', table: 'table', sink: 'sink', set: 'constant', rule: 'view' } as const

/** Streams, tables, sinks and constants that nothing uses, and rules without INTO that nothing reads. */
export const unusedStatement = (workspace: Workspace): readonly never[] => {
  const { declarations, used, collector } = workspace
  // A statement that could not be read may be what uses them.
  const isUnread = workspace.options.files.some(({ file }) =>
    file.statements.some((statement) => statement.kind === 'broken'),
  )
  if (isUnread) return []
  for (const { statement, document } of declarations.all()) {
    const { name } = statement
    if (used.has(name.text) || (statement.kind === 'rule' && statement.targets.length > 0)) continue
    collector.add('unused-statement', document, name.span, {
      message:
        statement.kind === 'rule'
          ? `rule \`${name.text}\` has no INTO, and nothing reads it`
          : `${words[statement.kind]} \`${name.text}\` is never used`,
    })
  }
  return []
}
