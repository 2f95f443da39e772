import type { Checked } from '../check/checked/expression.ts'
import type { CheckedItem, CheckedRule, CheckedStream, CheckedTarget } from '../check/checked/project.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { OutputColumn } from '../stream/output.ts'
import type { PlanNode, RulePlan } from './node.ts'

/** Gives a short, stable digest of a text. */
export type Digest = (text: string) => string

/** A node before it has its id and inputs. */
type Draft = PlanNode extends infer N ? (N extends PlanNode ? Omit<N, 'id' | 'inputs'> : never) : never

/** An expression as its author wrote it, on one line. */
const textOf = (document: SourceDocument, expression: Checked): string =>
  document.text.slice(expression.span.start, expression.span.end).replace(/\s+/g, ' ')

/** The columns of a rule's output that are known before it runs; none where a spread hides them. */
export const outputColumns = (items: readonly CheckedItem[]): readonly OutputColumn[] => {
  if (items.some((item) => item.kind === 'spread')) return []
  const columns = new Map<string, OutputColumn>()
  for (const item of items) {
    if (item.kind !== 'value') continue
    const name = String(item.path[0] ?? item.name)
    const type = item.path.length > 1 ? nestedType(item.path[1]) : item.expression.type
    columns.set(name, { name, type })
  }
  return [...columns.values()]
}

const nestedType = (step: string | number | undefined): OutputColumn['type'] => ({
  kind: typeof step === 'number' ? 'ARRAY' : 'OBJECT',
  nullable: false,
})

const readDraft = (stream: CheckedStream): Draft => ({
  kind: 'read',
  stream: stream.name,
  connection: stream.connection,
  topics: stream.topics,
  format: stream.format.name,
  columns: stream.columns.map(({ name, type }) => ({ name, type })),
  eventTime:
    stream.eventTime === undefined ? undefined : textOf(stream.document, stream.eventTime.expression),
})

const writeDraft = (document: SourceDocument, target: CheckedTarget): Draft => ({
  kind: 'write',
  connection: target.connection,
  connector: target.connector?.name,
  options: {
    ...Object.fromEntries(Object.entries(target.constants).map(([name, value]) => [name, String(value)])),
    ...Object.fromEntries(target.perRow.map(({ name, expression }) => [name, textOf(document, expression)])),
    ...(target.value === undefined ? {} : { value: textOf(document, target.value) }),
    ...(target.omitNulls ? { nulls: 'omit' } : {}),
  },
  when: target.when === undefined ? undefined : textOf(document, target.when),
})

const drafts = (rule: CheckedRule): readonly Draft[] => {
  const { document } = rule
  const text = (expression: Checked): string => textOf(document, expression)
  return [
    rule.from.kind === 'stream' ? readDraft(rule.from.stream) : { kind: 'rule', rule: rule.from.rule.name },
    ...rule.joins.map((join): Draft => ({
      kind: 'look-up',
      table: join.table.name,
      connection: join.table.connection,
      join: join.kind,
      keys: join.keys.map((key, k) => ({
        column: join.table.columns[join.table.primaryKey[k] ?? -1]?.name ?? '',
        expression: text(key),
      })),
      refreshMs: join.table.refreshMs,
      maxAgeMs: join.table.maxAgeMs,
      waitMs: join.table.waitMs,
    })),
    ...(rule.where === undefined ? [] : [{ kind: 'filter', condition: text(rule.where) } as const]),
    ...(rule.foreach === undefined
      ? []
      : [
          {
            kind: 'unnest',
            array: text(rule.foreach.array),
            condition: rule.foreach.incase === undefined ? undefined : text(rule.foreach.incase),
          } as const,
        ]),
    {
      kind: 'project',
      items: rule.items.map((item) => ({
        name: item.kind === 'value' ? item.name : '*',
        expression: text(item.expression),
      })),
      columns: outputColumns(rule.items),
    },
    ...rule.targets.map((target) => writeDraft(document, target)),
  ]
}

/** The logical plan of a rule. `upstreamVersion` is that of the rule it reads FROM: its change changes this one. */
export const planRule = (rule: CheckedRule, upstreamVersion: string, digest: Digest): RulePlan => {
  const ordinals = new Map<string, number>()
  let previous: readonly string[] = []
  const nodes = drafts(rule).map((draft): PlanNode => {
    const ordinal = (ordinals.get(draft.kind) ?? 0) + 1
    ordinals.set(draft.kind, ordinal)
    const id = `${draft.kind}-${String(ordinal)}`
    const node = { ...draft, id, inputs: previous } as PlanNode
    if (draft.kind !== 'write') previous = [id]
    return node
  })
  const policy = rule.onError.kind
  return { rule: rule.name, version: digest(JSON.stringify([nodes, policy, upstreamVersion])), nodes }
}
