import type { FunctionEntry } from '../../catalog/function.ts'
import type { Call, Expression } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { bind, checkArguments, type Bound, type CheckedArguments } from './arguments.ts'
import { checkCoalesce, checkIf } from './conditional.ts'
import type { Context } from './context.ts'
import { checkCast, checkTry } from './conversion.ts'
import { meet, type Side } from './meet.ts'
import { checkStateful, checkStepCount } from './stateful.ts'

/** Calls that evaluate their arguments in a way of their own. */
const forms: ReadonlyMap<string, (context: Context, node: Call) => Checked | undefined> = new Map([
  ['cast', checkCast],
  ['try_cast', checkCast],
  ['try', checkTry],
  ['coalesce', checkCoalesce],
  ['ifnull', checkCoalesce],
  ['nvl', checkCoalesce],
  ['if', checkIf],
])

/** Looks into arguments that nothing can be made of, for the findings inside. */
const checkInside = (context: Context, node: Call): void => {
  for (const argument of node.arguments) {
    if (argument.kind === 'lambda') continue
    const isWrapped = argument.kind === 'named-argument' || argument.kind === 'typed-argument'
    context.check(isWrapped ? argument.value : argument)
  }
}

const unknown = (context: Context, node: Call): undefined => {
  checkInside(context, node)
  const { functions, aggregates } = context.catalog.vocabulary
  const names = [...functions, ...aggregates].flatMap((entry) => [entry.name, ...(entry.aliases ?? [])])
  return context.report('unknown-function', node.name, {
    message: `there is no function \`${node.name.text}\``,
    ...context.suggest(node.name, [...names, ...forms.keys()]),
  })
}

const misplaced = (context: Context, node: Call, message: string): undefined => {
  checkInside(context, node)
  return context.report('misplaced-aggregate', node, { message })
}

const checkEntry = (context: Context, node: Call, entry: FunctionEntry): Checked | undefined => {
  const bound = bind(context, node, entry.parameters)
  if (bound === undefined) {
    checkInside(context, node)
    return undefined
  }
  const read = checkArguments(context, node.name.text, bound)
  const checked = read && entry.compares === true ? meetAll(context, bound, read) : read
  if (checked === undefined) return undefined
  const { args, types } = checked
  const result = entry.result(types)
  const nullable =
    result.nullable ||
    result.kind === 'ANY' ||
    (entry.nulls === 'propagate' && types.some((type) => type.nullable))
  return { kind: 'call', entry, args, type: { ...result, nullable }, span: context.span(node) }
}

/** Arguments that are compared with each other: literals take the kind of the first that is none. */
const meetAll = (
  context: Context,
  bound: readonly Bound[],
  { args }: CheckedArguments,
): CheckedArguments | undefined => {
  const sides = args.flatMap((checked, k): Side[] => {
    const node = bound[k]?.node
    return node === undefined || checked.kind === 'lambda' ? [] : [{ node: node as Expression, checked }]
  })
  const isPlain = ({ checked }: Side): boolean => checked.kind !== 'literal' && checked.type.kind !== 'ANY'
  const first = sides.find(isPlain) ?? sides[0]
  if (first === undefined) return { args, types: [] }
  const met = sides.map((side) =>
    side === first ? side.checked : meet(context, first, side, side.node)?.right,
  )
  const known = met.filter((one) => one !== undefined)
  return known.length < met.length ? undefined : { args: known, types: known.map((one) => one.type) }
}

/** A call: a form of the language, a function, or what a later version runs. */
export const checkCall = (context: Context, node: Call): Checked | undefined => {
  const name = node.name.text
  const form = forms.get(name.toLowerCase())
  if (form !== undefined) return form(context, node)
  const entry = context.catalog.function(name)
  const aggregate = context.catalog.aggregate(name)
  const isPlain = !node.star && !node.distinct && node.filter === undefined && node.over === undefined
  if (entry !== undefined && isPlain) return checkEntry(context, node, entry)
  if (aggregate !== undefined) return checkStepCount(context, node) ?? checkStateful(context, node, aggregate)
  if (context.catalog.window(name) !== undefined)
    return misplaced(context, node, `the window \`${name}\` stands in GROUP BY, and nowhere else`)
  if (entry === undefined) return unknown(context, node)
  return misplaced(
    context,
    node,
    `\`${name}\` is no aggregate, so it takes no DISTINCT, FILTER, OVER or \`*\``,
  )
}
