import type { CheckedItem, CheckedRule, CheckedTarget } from '../checked/project.ts'
import { carriesPersonal } from '../expression/personal.ts'
import type { Checked } from '../checked/expression.ts'
import type { Workspace } from '../statement/workspace.ts'

/** Items that go into what the target writes: all of them, or what its own value and options read. */
const sent = (rule: CheckedRule, target: CheckedTarget): readonly CheckedItem[] => {
  const { items } = rule
  const whole =
    target.value === undefined ? items.filter((item) => item.kind === 'value' && item.personal) : []
  const own = [...target.perRow.map((option) => option.expression), ...(target.value ? [target.value] : [])]
  const isPersonal = (read: Checked): boolean => {
    if (read.kind === 'column')
      return rule.from.kind === 'stream' && rule.from.stream.columns[read.index]?.personal === true
    const item = read.kind === 'alias' ? items[read.index] : undefined
    return item?.kind === 'value' && item.personal
  }
  const inOptions = own.filter((expression) =>
    carriesPersonal(expression, isPersonal, (k) => items[k]?.expression),
  )
  return inOptions.length > 0 && whole.length === 0
    ? items.filter((item) => item.kind === 'value' && item.personal)
    : whole
}

/** Personal values do not go to connections that are public, unless they are masked. */
export const personalToPublic = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
): readonly CheckedRule[] => {
  const { connections } = workspace.options
  return rules.filter((rule) => {
    const leaks = rule.targets.filter((target) => connections?.get(target.connection)?.audience === 'public')
    const found = leaks.flatMap((target) => {
      const items = sent(rule, target)
      if (items.length === 0) return []
      const names = items.map((item) => (item.kind === 'value' ? `\`${item.name}\`` : '`*`')).join(', ')
      workspace.collector.add('personal-to-public', rule.document, target.span, {
        message: `${names} is personal, and \`${target.connection}\` is public`,
        related: items.map((item) => ({
          message: 'the personal value',
          document: rule.document,
          span: item.expression.span,
        })),
      })
      return [target]
    })
    return found.length > 0
  })
}
