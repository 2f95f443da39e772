import { closestName } from '../../base/closest-name.ts'
import type { Workspace } from '../statement/workspace.ts'

/** Every TEST is for a rule that there is. */
export const testRule = (workspace: Workspace): readonly never[] => {
  const { declarations, collector } = workspace
  for (const { document, file } of workspace.options.files)
    for (const statement of file.statements) {
      if (statement.kind !== 'test') continue
      const { rule } = statement
      workspace.used.add(rule.text)
      if (declarations.of('rule', rule.text) !== undefined || declarations.isUnread(rule)) continue
      const close = closestName(rule.text, declarations.names('rule'))
      collector.add('unknown-rule', document, rule.span, {
        message: `there is no rule \`${rule.text}\``,
        ...(close === undefined ? {} : { help: `did you mean \`${close}\`?` }),
      })
    }
  return []
}
