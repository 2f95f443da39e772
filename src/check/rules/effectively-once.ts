import type { CheckedRule, CheckedStream } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

const problemOf = ({
  connection,
  connector,
  durability,
  name,
  options,
}: CheckedStream): string | undefined => {
  if (connector?.source?.attributes.includes('offset') === false)
    return `the stream \`${name}\` is read from \`${connection}\`, whose records have no positions that stay`
  const said = durability ?? connector?.source?.durability?.(options) ?? 'upstream'
  return said === 'upstream'
    ? undefined
    : `the stream \`${name}\` has DURABILITY ${said}, and only \`upstream\` fits`
}

/** Refuses rules whose targets say `guarantee = 'effectively once'` where their stream has no positions. */
export const effectivelyOnce = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
): readonly CheckedRule[] =>
  rules.filter((rule) => {
    const target = rule.targets.find(({ constants }) => constants['guarantee'] === 'effectively once')
    const message = target && problemOf(streamOf(rule))
    if (target === undefined || message === undefined) return false
    workspace.collector.add('effectively-once', rule.document, target.span, { message })
    return true
  })
