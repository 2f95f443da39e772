import type { Checked } from '../checked/expression.ts'
import type { CheckedRule, CheckedTarget } from '../checked/project.ts'
import { bareFilter, matches } from '../statement/topic-filter.ts'
import type { Workspace } from '../statement/workspace.ts'

/** One rule's rows become another's records: surely, or only for some values. */
interface Edge {
  readonly from: CheckedRule
  readonly to: CheckedRule
  readonly target: CheckedTarget
  readonly topic: string
  readonly isSure: boolean
}

/** The levels of a topic that is put together per row; a level with an unknown part is undefined. */
const levelsOf = (e: Checked): readonly (string | undefined)[] | undefined => {
  if (e.kind === 'literal') return typeof e.value === 'string' ? e.value.split('/') : undefined
  if (e.kind !== 'concat' || e.operands[0]?.kind !== 'literal') return undefined
  const levels: (string | undefined)[] = ['']
  for (const operand of e.operands) {
    const text = operand.kind === 'literal' && typeof operand.value === 'string' ? operand.value : undefined
    if (text === undefined) levels[levels.length - 1] = undefined
    else
      text.split('/').forEach((part, k) => {
        const last = levels.length - 1
        if (k > 0) levels.push(part)
        else if (levels[last] !== undefined) levels[last] += part
      })
  }
  return levels
}

interface Written {
  readonly levels: readonly (string | undefined)[]
  readonly text: string
}

const topicOf = (rule: CheckedRule, target: CheckedTarget): Written | undefined => {
  const constant = target.constants['topic']
  if (typeof constant === 'string') return { levels: constant.split('/'), text: `'${constant}'` }
  const expression = target.perRow.find((option) => option.name === 'topic')?.expression
  const levels = expression && levelsOf(expression)
  if (expression === undefined || levels === undefined) return undefined
  return { levels, text: rule.document.text.slice(expression.span.start, expression.span.end) }
}

/** Topic filters of all rules, by connection and by the first level that they ask for. */
class Readers {
  private readonly byLevel = new Map<string, { readonly filter: string; readonly rule: CheckedRule }[]>()

  constructor(rules: readonly CheckedRule[]) {
    for (const rule of rules)
      if (rule.from.kind === 'stream')
        for (const filter of rule.from.stream.topics) {
          const level = bareFilter(filter).split('/')[0] ?? ''
          const key = `${rule.from.stream.connection} ${/^[+#]$/.test(level) ? '' : level}`
          const known = this.byLevel.get(key)
          if (known === undefined) this.byLevel.set(key, [{ filter, rule }])
          else known.push({ filter, rule })
        }
  }

  /** Rules that read what is written to a topic. */
  of(connection: string, levels: Written['levels']): ReadonlyMap<CheckedRule, 'yes' | 'maybe'> {
    const found = new Map<CheckedRule, 'yes' | 'maybe'>()
    const [first] = levels
    const wild = this.byLevel.get(`${connection} `) ?? []
    const named =
      first === undefined || first === '' ? [] : (this.byLevel.get(`${connection} ${first}`) ?? [])
    for (const { filter, rule } of [...wild, ...named]) {
      const how = found.get(rule) === 'yes' ? 'yes' : matches(filter, levels)
      if (how !== 'no') found.set(rule, how)
    }
    return found
  }
}

const edgesFrom = (rule: CheckedRule, readers: Readers): readonly Edge[] =>
  rule.targets.flatMap((target) => {
    const topic = topicOf(rule, target)
    if (topic === undefined) return []
    return [...readers.of(target.connection, topic.levels)].map(([to, how]): Edge => ({
      from: rule,
      to,
      target,
      topic: topic.text,
      isSure: how === 'yes',
    }))
  })

/** Steps from a rule to those that it feeds: through topics, and through FROM, which has no target. */
type Step = { readonly to: CheckedRule; readonly edge: Edge | undefined }

const stepsOf = (rules: readonly CheckedRule[]): ReadonlyMap<CheckedRule, readonly Step[]> => {
  const readers = new Readers(rules)
  const steps = new Map(
    rules.map((rule): [CheckedRule, Step[]] => [
      rule,
      edgesFrom(rule, readers).map((edge) => ({ to: edge.to, edge })),
    ]),
  )
  for (const rule of rules)
    if (rule.from.kind === 'rule') steps.get(rule.from.rule)?.push({ to: rule, edge: undefined })
  return steps
}

/** The shortest way from a rule back to itself. */
const loopOf = (
  start: CheckedRule,
  steps: ReadonlyMap<CheckedRule, readonly Step[]>,
): readonly Step[] | undefined => {
  const seen = new Set<CheckedRule>()
  let paths: (readonly Step[])[] = [[]]
  while (paths.length > 0) {
    const next: (readonly Step[])[] = []
    for (const path of paths)
      for (const step of steps.get(path.at(-1)?.to ?? start) ?? []) {
        const longer = [...path, step]
        if (step.to === start) return longer
        if (seen.has(step.to)) continue
        seen.add(step.to)
        next.push(longer)
      }
    paths = next
  }
  return undefined
}

const report = (workspace: Workspace, start: CheckedRule, loop: readonly Step[]): boolean => {
  const edges = loop.flatMap((step) => step.edge ?? [])
  const [first] = edges
  if (first === undefined) return false
  const isSure = edges.every((edge) => edge.isSure)
  const path = [start, ...loop.map((step) => step.to)].map((rule) => rule.name)
  const said =
    loop.length === 1 ? `reads ${first.topic}, which it writes` : `feeds itself: ${path.join(' → ')}`
  workspace.collector.add('rule-feeds-itself', first.from.document, first.target.span, {
    message: isSure
      ? `rule \`${start.name}\` ${said}`
      : `rule \`${start.name}\` may feed itself: ${path.join(' → ')}, for some topics of ${first.topic}`,
    severity: isSure ? 'error' : 'warning',
    related: edges.slice(1).map((edge) => ({
      message: `\`${edge.from.name}\` writes ${edge.topic}`,
      document: edge.from.document,
      span: edge.target.span,
    })),
  })
  return isSure
}

/** Loops through topics, over one rule or several; each loop is told once, with its path. */
export const ruleFeedsItself = (
  workspace: Workspace,
  rules: readonly CheckedRule[],
): readonly CheckedRule[] => {
  const steps = stepsOf(rules)
  const told = new Set<CheckedRule>()
  const refused: CheckedRule[] = []
  for (const rule of rules) {
    const loop = told.has(rule) ? undefined : loopOf(rule, steps)
    if (loop === undefined) continue
    for (const step of loop) told.add(step.to)
    if (report(workspace, rule, loop)) refused.push(...loop.map((step) => step.to))
  }
  return refused
}
