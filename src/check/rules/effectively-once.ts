import type { CheckedRule, CheckedStream, CheckedTarget } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

const problemOf = (stream: CheckedStream, target: CheckedTarget): string | undefined => {
  const { connection, connector, durability, name, options } = stream
  const source = connector?.source
  const said = durability ?? source?.durability?.(options) ?? 'upstream'
  const isLog = source === undefined || source.attributes.includes('offset')
  if (isLog && source !== undefined && target.connector?.sink?.journalPositions === true)
    return `the stream \`${name}\` is read from \`${connection}\`, which keeps its records: \`guarantee = 'exactly once'\` is the way from there`
  if (isLog) return said === 'none' ? `the stream \`${name}\` has DURABILITY none, and may lose` : undefined
  if (said !== 'local')
    return `the stream \`${name}\` is read from \`${connection}\`, whose records have no positions that stay, and has DURABILITY ${said}: only \`local\` fits`
  return source.entersOnce?.(options) === true
    ? undefined
    : `\`${connection}\` may send a record of the stream \`${name}\` more than once`
}

/** Refuses rules whose targets say `guarantee = 'effectively once'` where a record may count twice. */
export const effectivelyOnce = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
): readonly CheckedRule[] =>
  rules.filter((rule) => {
    const target = rule.targets.find(({ constants }) => constants['guarantee'] === 'effectively once')
    const message = target && problemOf(streamOf(rule), target)
    if (target === undefined || message === undefined) return false
    workspace.collector.add('effectively-once', rule.document, target.span, { message })
    return true
  })
