import type { FunctionEntry } from '../../catalog/function.ts'
import type { Call } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { bind, checkArguments } from './arguments.ts'
import { checkCoalesce, checkIf } from './conditional.ts'
import type { Context } from './context.ts'
import { checkCast, checkTry } from './conversion.ts'

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

const notYet = (context: Context, node: Call, what: string): undefined => {
  checkInside(context, node)
  return context.report('not-yet', node, { message: `${what} cannot run yet` })
}

const checkEntry = (context: Context, node: Call, entry: FunctionEntry): Checked | undefined => {
  const bound = bind(context, node, entry.parameters)
  if (bound === undefined) {
    checkInside(context, node)
    return undefined
  }
  const checked = checkArguments(context, node.name.text, bound)
  if (checked === undefined) return undefined
  const { args, types } = checked
  const result = entry.result(types)
  const nullable =
    result.nullable ||
    result.kind === 'ANY' ||
    (entry.nulls === 'propagate' && types.some((type) => type.nullable))
  return { kind: 'call', entry, args, type: { ...result, nullable }, span: context.span(node) }
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
  if (node.over !== undefined) return notYet(context, node, `\`${name}(…) OVER (…)\``)
  if (aggregate !== undefined) return notYet(context, node, `the ${aggregate.kind} function \`${name}\``)
  if (context.catalog.window(name) !== undefined) return notYet(context, node, `the window \`${name}\``)
  if (entry === undefined) return unknown(context, node)
  return notYet(context, node, `\`${name}\` with DISTINCT, FILTER or \`*\``)
}
