import type { Query, RuleStatement } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedJoin, CheckedRule } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { checkCondition } from '../expression/logic.ts'
import type { IsPersonal } from '../expression/personal.ts'
import type { Declaration } from '../names/declarations.ts'
import type { Place } from '../names/place.ts'
import { Scope } from '../names/scope.ts'
import { ANY } from '../typing/kinds.ts'
import { noteShadow } from '../expression/shadow.ts'
import { show } from '../typing/show.ts'
import { resolveJoin, resolveSource, type From, type JoinedPlace } from './from.ts'
import { checkGroup, madeColumns } from './group.ts'
import { ItemTable } from './item-table.ts'
import { checkDuplicates, draftItems, elementDrafts, type Draft } from './items.ts'
import { checkJoin } from './join.ts'
import type { Registry, RuleResult } from './registry.ts'
import { resolveSequence } from './sequence.ts'
import { checkState } from './state.ts'
import { checkStreamJoin } from './stream-join.ts'
import { checkPolicy, checkTarget } from './target.ts'
import { declared } from './workspace.ts'

const personalReads =
  (from: From['from'], joins: readonly JoinedPlace[]): IsPersonal =>
  (read) => {
    if (read.kind === 'joined') return joins[read.join]?.table?.columns[read.column]?.personal ?? false
    if (from?.kind === 'stream')
      return read.kind === 'column' && (from.stream.columns[read.index]?.personal ?? false)
    const item = from !== undefined && read.kind === 'upstream' ? from.rule.items[read.index] : undefined
    return item?.kind === 'value' && item.personal
  }

/** What stands behind FROM: a source, or the steps of a SEQUENCE. */
const resolveInput = (
  registry: Registry,
  context: Context,
  query: Query,
): { readonly from: From['from']; readonly sources: readonly Place[] } => {
  const sequence = resolveSequence(registry, context, query)
  if (sequence !== undefined) return { from: sequence.from, sources: sequence.places }
  const { from, place } = resolveSource(registry, context, query.sources)
  return { from, sources: [place] }
}

/** What keeps the rule from running: its own clauses, or the rule that it reads. */
const laterOf = (own: readonly string[], from: CheckedRule['from']): Pick<CheckedRule, 'later'> => {
  const upstream =
    from.kind === 'rule' && from.rule.later !== undefined ? [`\`${from.rule.name}\`, which it reads`] : []
  const later = [...own, ...upstream]
  return later.length === 0 ? {} : { later }
}

interface Element {
  readonly context: Context
  readonly array: Checked | undefined
  readonly parameter: number
  readonly drafts: readonly Draft[]
}

const DEFAULT_ELEMENT = 'item'

/** The element of FOREACH as a name; without DO the row is the element itself. */
const enterForeach = (context: Context, query: Query): Element | undefined => {
  const { foreach } = query
  if (foreach === undefined) return undefined
  const array = context.check(foreach.array)
  if (array !== undefined && array.type.kind !== 'ARRAY' && array.type.kind !== 'ANY')
    context.report('wrong-type', foreach.array, {
      message: `FOREACH takes an ARRAY, and \`${context.text(foreach.array)}\` is ${show(array.type)}`,
    })
  const parameter = context.surroundings.ids.next()
  const { span } = foreach.name ?? foreach.array
  const type = array?.type.element ?? ANY
  const element: Checked = { kind: 'parameter', id: parameter, type, span }
  if (foreach.name !== undefined) noteShadow(context, foreach.name, 'element')
  const name = foreach.name?.text ?? DEFAULT_ELEMENT
  const inside = context.withScope(context.scope.withParameters(new Map([[name, element]])))
  const drafts = query.items.length > 0 ? draftItems(inside, query.items) : elementDrafts(element, name, span)
  return { context: inside, array, parameter, drafts }
}

const foreachOf = (
  query: Query,
  element: Element | undefined,
  incase: Checked | undefined,
): Pick<CheckedRule, 'foreach'> => {
  if (element?.array === undefined || query.foreach === undefined) return {}
  const { array, parameter } = element
  return { foreach: { array, parameter, ...(incase === undefined ? {} : { incase }) } }
}

/** Checks a rule: inputs, WHERE, items, targets, in the order in which names see each other. */
export const checkRule = (
  registry: Registry,
  { statement, document }: Declaration<RuleStatement>,
): RuleResult => {
  const { workspace } = registry
  const { constants } = workspace
  const { query } = statement
  const start = workspace.context(document)
  const { from, sources } = resolveInput(registry, start, query)
  const joined = query.joins.map((node, index) => resolveJoin(registry, start, node, index))
  const places = [...sources, ...joined.map((join) => join.place)]
  const input = start.withScope(new Scope({ places, constants }))
  const joins = joined.map((join, index) =>
    join.isStream === true ? checkStreamJoin(input, join, index) : checkJoin(input, join, index),
  )
  const made = [...places, ...madeColumns(start, query)]
  const whole = input.withScope(input.scope.with({ places: made, allows: 'aggregate' }))
  const element = enterForeach(whole, query)
  const inside = element?.context ?? whole
  const drafts = element?.drafts ?? draftItems(whole, query.items)
  checkDuplicates(input, drafts)
  const table = new ItemTable(inside, drafts)
  const aliases = element === undefined ? { aliases: table.aliases() } : {}
  const inWhere = input.withScope(input.scope.with({ allows: 'analytic', ...aliases }))
  const where = query.where && checkCondition(inWhere, query.where, 'WHERE')
  const passed = inWhere.after(where, 'true')
  const incaseNode = query.foreach?.incase
  const incase = incaseNode && checkCondition(inside.withFacts(passed.facts), incaseNode, 'INCASE')
  const facts =
    incase === undefined ? passed.facts : inside.withFacts(passed.facts).after(incase, 'true').facts
  table.finish(facts)
  const output = table.items(personalReads(from, joined))
  const grouping = checkGroup(passed.withScope(inWhere.scope.with({ allows: 'nothing' })), query)
  const after = inside
    .withScope(inside.scope.with({ aliases: table.aliases(), prefers: 'output', allows: 'nothing' }))
    .withFacts(facts)
  const targets = statement.targets.map((target) => checkTarget(workspace, after, target, output))
  const later = checkState({ workspace, statement, input, after, where, grouping, ...output, targets })
  const failed = start.withScope(new Scope({ constants }))
  const onError = checkPolicy(workspace, failed, statement.onError)
  const { broken } = start.surroundings.state
  if (broken || from === undefined) return { rule: undefined, isBroken: true }
  const rule: CheckedRule = {
    from,
    joins: joins.filter((join): join is CheckedJoin => join !== undefined),
    items: output.items,
    targets: targets.filter((target) => target !== undefined),
    onError,
    ...declared(statement.name, document, statement.doc),
    ...laterOf(later, from),
    ...foreachOf(query, element, incase),
    ...(where === undefined ? {} : { where }),
  }
  return { rule, isBroken: false }
}
