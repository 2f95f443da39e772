import type { CheckedPolicy, CheckedRule, CheckedStream, CheckedTarget } from '../checked/project.ts'
import { laneOptions } from '../statement/lane-options.ts'
import type { Workspace } from '../statement/workspace.ts'

const EXACTLY_ONCE = 'exactly once'

const isExact = ({ constants }: CheckedTarget): boolean => constants['guarantee'] === EXACTLY_ONCE

const streamOf = (rule: CheckedRule): CheckedStream =>
  rule.from.kind === 'stream' ? rule.from.stream : streamOf(rule.from.rule)

/** Which source reads the stream: streams of one source are read by one consumer group. */
const sourceOf = ({ connection, connector, name, options, topics }: CheckedStream): string =>
  JSON.stringify([connection, connector?.source?.sourceOf?.({ stream: name, topics, options }) ?? ''])

const policyTargets = (policies: readonly (CheckedPolicy | undefined)[]): readonly CheckedTarget[] =>
  policies.flatMap((policy) => (policy?.kind === 'into' ? [policy.target] : []))

/** Why the rows of a stream cannot be committed with its offsets, as far as the stream itself stands against it. */
const streamProblem = (
  { options }: Workspace,
  stream: CheckedStream,
  target: CheckedTarget,
): string | undefined => {
  const { connection, connector, durability, name } = stream
  const entry = connector?.source?.transactions
  if (connection !== target.connection || entry === undefined)
    return `the stream \`${name}\` must be read from \`${target.connection}\` too, and it is read from \`${connection}\``
  const said = durability ?? connector?.source?.durability?.(stream.options) ?? 'upstream'
  if (said !== 'upstream') return `the stream \`${name}\` has DURABILITY ${said}, and only \`upstream\` fits`
  return entry.problem(options.connections?.get(connection)?.settings ?? {})
}

/** Why a target cannot be in the transaction of another one that is. */
const companyProblem = (exact: CheckedTarget, other: CheckedTarget): string | undefined => {
  if (other.connection !== exact.connection || !isExact(other))
    return `the rows for \`${other.connection}\` are not in its transaction; they need \`guarantee = '${EXACTLY_ONCE}'\` too, on \`${exact.connection}\``
  return other.constants['dead_letters'] === exact.constants['dead_letters']
    ? undefined
    : 'all targets that read one consumer group must name the same `dead_letters`'
}

/** All that a rule's records may lead to beside this target. */
const companyOf = (rules: readonly CheckedRule[], stream: CheckedStream): readonly CheckedTarget[] => {
  const readers = rules.filter((rule) => streamOf(rule) === stream)
  return [
    ...readers.flatMap(({ onError, targets }) => [...targets, ...policyTargets([onError])]),
    ...policyTargets([stream.onInvalid, stream.onAhead]),
  ]
}

const problemOf = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
  rule: CheckedRule,
  target: CheckedTarget,
): string | undefined => {
  const stream = streamOf(rule)
  if (stream.connector === undefined) return undefined
  const own = streamProblem(workspace, stream, target)
  if (own !== undefined) return own
  if (target.constants['dead_letters'] === undefined)
    return 'it needs the option `dead_letters`: the topic that dead letters are written to in the same transaction'
  const ofLanes = laneOptions.find(({ name }) => target.constants[name] !== undefined)
  if (ofLanes !== undefined) return `it has no lane, so \`${ofLanes.name}\` would do nothing`
  const other = rules.map(streamOf).find((one) => one !== stream && sourceOf(one) === sourceOf(stream))
  if (other !== undefined)
    return `the streams \`${stream.name}\` and \`${other.name}\` are read by one consumer group; give \`${stream.name}\` one of its own with \`group = '…'\``
  return companyOf(rules, stream)
    .map((one) => companyProblem(target, one))
    .find((problem) => problem !== undefined)
}

/** Refuses rules whose targets say `guarantee = 'exactly once'` where that cannot be kept. */
export const exactlyOnce = (workspace: Workspace, rules: readonly CheckedRule[]): readonly CheckedRule[] => {
  const refused: CheckedRule[] = []
  for (const rule of rules) {
    const exact = [...rule.targets, ...policyTargets([rule.onError])].filter(isExact)
    for (const target of exact) {
      const message = problemOf(workspace, rules, rule, target)
      if (message === undefined) continue
      workspace.collector.add('exactly-once', rule.document, target.span, { message })
      refused.push(rule)
      break
    }
  }
  return refused
}
