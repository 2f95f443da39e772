import type { Workspace } from '../statement/workspace.ts'

/** Every rule says who owns it, where the project's lint asks for it. */
export const missingOwner = (workspace: Workspace): readonly never[] => {
  if (workspace.options.lint?.owner !== true) return []
  for (const { statement, document } of workspace.declarations.all()) {
    if (statement.kind !== 'rule') continue
    const owner = statement.doc?.tags.find((tag) => tag.name === 'owner')
    if (owner === undefined || owner.value === '')
      workspace.collector.add('missing-owner', document, statement.name.span, {
        message: `rule \`${statement.name.text}\` has no @owner`,
      })
  }
  return []
}
