import type { CheckedRule, CheckedStream } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/** Refuses rules whose targets say `on_full` where no rows wait in a journal, so that the source waits all the same. */
export const onFull = (workspace: Workspace, rules: readonly CheckedRule[]): readonly CheckedRule[] =>
  rules.filter((rule) => {
    const { connector, durability, name, options } = streamOf(rule)
    const said = durability ?? connector?.source?.durability?.(options) ?? 'upstream'
    const policyOf = (constants: CheckedRule['targets'][number]['constants']) =>
      constants['on_full'] ?? 'block'
    const target = rule.targets.find(({ constants }) => policyOf(constants) !== 'block')
    if (target === undefined || said === 'local' || connector === undefined) return false
    const message = `the stream \`${name}\` has DURABILITY ${said}, so rows for \`${target.connection}\` never wait in a journal`
    workspace.collector.add('on-full', rule.document, target.span, { message })
    return true
  })
