import type { Span } from '../../diagnostic/span.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedRule, CheckedTarget } from '../checked/project.ts'
import { carriesPersonal } from '../expression/personal.ts'
import type { Workspace } from '../statement/workspace.ts'

/** A personal value on its way out. */
interface Leak {
  readonly name: string
  readonly span: Span
}

/** Personal values in what a target writes: the row, or what replaces it, and its options. */
const leaksOf = (rule: CheckedRule, target: CheckedTarget): readonly Leak[] => {
  const { items } = rule
  const row = target.value === undefined ? items : []
  const isPersonal = (read: Checked): boolean => {
    if (read.kind === 'column')
      return rule.from.kind === 'stream' && rule.from.stream.columns[read.index]?.personal === true
    const item = read.kind === 'alias' ? items[read.index] : undefined
    return item?.kind === 'value' && item.personal
  }
  const own = target.value === undefined ? [] : [{ name: 'value', expression: target.value }]
  return [
    ...row.flatMap((item) =>
      item.kind === 'value' && item.personal ? [{ name: item.name, span: item.expression.span }] : [],
    ),
    ...[...own, ...target.perRow]
      .filter(({ expression }) => carriesPersonal(expression, isPersonal))
      .map(({ name, expression }) => ({ name, span: expression.span })),
  ]
}

/** Personal values do not go to connections that are public, unless they are masked. */
export const personalToPublic = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
): readonly CheckedRule[] => {
  const { connections } = workspace.options
  return rules.filter((rule) => {
    const { document } = rule
    const open = rule.targets.filter((target) => connections?.get(target.connection)?.audience === 'public')
    for (const target of open) {
      const leaks = leaksOf(rule, target)
      if (leaks.length === 0) continue
      workspace.collector.add('personal-to-public', document, target.span, {
        message: `${leaks.map(({ name }) => `\`${name}\``).join(', ')}: a personal value goes to \`${target.connection}\`, which is public`,
        related: leaks.map(({ span }) => ({ message: 'the personal value', document, span })),
      })
    }
    return open.some((target) => leaksOf(rule, target).length > 0)
  })
}
