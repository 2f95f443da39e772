import type { Parameter } from '../../catalog/function.ts'
import type { Argument, Call, Lambda } from '../../syntax/ast/index.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { ANY, fits, isTimeKind } from '../typing/kinds.ts'
import { alternatives, show } from '../typing/show.ts'
import type { Checked, CheckedLambda } from '../checked/expression.ts'
import { adapt } from './adapt.ts'
import type { Context } from './context.ts'
import { noteShadow } from './shadow.ts'
import { fold } from './fold.ts'
import { literal, timestampText } from './literal.ts'

/** An argument and the parameter that it is for. */
export interface Bound {
  readonly parameter: Parameter
  readonly node: Argument
}

const counted = (parameters: readonly Parameter[]): string => {
  const least = parameters.filter((one) => one.optional !== true && one.rest !== true).length
  const most = parameters.some((one) => one.rest === true) ? undefined : parameters.length
  const plural = (count: number): string => `${String(count)} argument${count === 1 ? '' : 's'}`
  if (most === undefined) return `at least ${plural(least)}`
  return least === most ? plural(most) : `${String(least)} to ${plural(most)}`
}

/** The arguments of a call in the order of its parameters; a finding where they are too many or too few. */
export const bind = (
  context: Context,
  node: Call,
  parameters: readonly Parameter[],
  /** Whether an optional parameter may be left out before one that is given by name. */
  mayHaveGaps = false,
): readonly Bound[] | undefined => {
  const name = node.name.text
  const slots = new Map<number, Bound>()
  let next = 0
  for (const argument of node.arguments) {
    const isNamed = argument.kind === 'named-argument'
    const wanted = isNamed ? argument.name.text.toLowerCase() : undefined
    const at = isNamed ? parameters.findIndex((one) => one.name.toLowerCase() === wanted) : next++
    const rest = parameters.at(-1)?.rest === true ? parameters.at(-1) : undefined
    const parameter = parameters[at] ?? (isNamed ? undefined : rest)
    if (isNamed && (parameter === undefined || slots.has(at)))
      return context.report('unknown-parameter', argument.name, {
        message: `\`${name}\` has no open parameter \`${argument.name.text}\``,
        ...context.suggest(
          argument.name,
          parameters.map((one) => one.name),
        ),
      })
    if (parameter !== undefined) slots.set(at, { parameter, node: isNamed ? argument.value : argument })
    else slots.set(at, { parameter: { name: '', kinds: [], prose: '' }, node: argument })
  }
  const isMissing = parameters.some((one, k) => one.optional !== true && one.rest !== true && !slots.has(k))
  const isGap = !mayHaveGaps && [...slots.keys()].some((at) => at >= slots.size)
  if (isMissing || isGap || [...slots.values()].some((bound) => bound.parameter.name === ''))
    return context.report('wrong-argument-count', node, {
      message: `\`${name}\` takes ${counted(parameters)}, not ${String(node.arguments.length)}`,
    })
  return [...slots.entries()].sort(([a], [b]) => a - b).map(([, bound]) => bound)
}

const checkLambda = (
  context: Context,
  name: string,
  bound: Bound,
  node: Lambda,
  before: readonly Type[],
): CheckedLambda | undefined => {
  const { lambda } = bound.parameter
  if (lambda === undefined)
    return context.report('wrong-argument-type', node, {
      message: `\`${name}\` takes a value as \`${bound.parameter.name}\`, not a lambda`,
    })
  if (node.parameters.length !== lambda.parameters)
    return context.report('wrong-argument-count', node, {
      message: `this lambda of \`${name}\` has ${String(lambda.parameters)} parameters, not ${String(node.parameters.length)}`,
    })
  const types = lambda.of(before)
  const parameters = node.parameters.map(() => context.surroundings.ids.next())
  const reads = node.parameters.map((one, k): [string, Checked] => [
    one.text,
    { kind: 'parameter', id: parameters[k] ?? 0, type: types[k] ?? ANY, span: context.span(one) },
  ])
  for (const one of node.parameters) noteShadow(context, one)
  const inside = context.scope.withParameters(new Map(reads)).with({ allows: 'nothing' })
  const body = context.withScope(inside).check(node.body)
  return body && { kind: 'lambda', parameters, body: lambda.isLoose === true ? adapt(body, ANY) : body }
}

/** One of the texts that a function knows, in the case in which it knows it. */
const asListed = (value: Value, values: readonly string[] | undefined): Value => {
  if (typeof value !== 'string' || values === undefined || values.includes(value)) return value
  const plain = value.toLowerCase()
  return values.find((one) => one.toLowerCase() === plain) ?? value
}

/** What every record would fail with. */
const problemOf = ({ validate }: Parameter, value: Value): RecordError | undefined => {
  try {
    validate?.(value)
    return undefined
  } catch (error) {
    if (error instanceof RecordError) return error
    throw error
  }
}

/** A constant argument as a literal, one of the texts that the function knows. */
const constantArgument = (
  context: Context,
  name: string,
  bound: Bound,
  checked: Checked,
): Checked | undefined => {
  const { parameter, node } = bound
  const folded = fold(context, checked)
  if (folded.kind === 'varies')
    return context.report('not-constant', node, {
      message: `\`${parameter.name}\` of \`${name}\` must be a constant, not \`${context.text(node)}\``,
    })
  if (folded.kind === 'failed')
    return context.report(folded.error.slug, node, { message: folded.error.message })
  const { values } = parameter
  const value = asListed(folded.value, values)
  const problem = value == null ? undefined : problemOf(parameter, value)
  if (problem !== undefined) return context.report(problem.slug, node, { message: problem.message })
  if (values !== undefined && typeof value === 'string' && !values.includes(value)) {
    const close = context.nearest(value, values)
    return context.report('bad-argument-value', node, {
      message: `\`${name}\` knows no '${value}'`,
      help:
        close === undefined
          ? `it takes ${alternatives(values.slice(0, 12).map((one) => `'${one}'`))}`
          : `did you mean '${close}'?`,
    })
  }
  return { ...literal(value, checked.type.kind, checked.span), type: checked.type }
}

/** How a function of text is to take what is none. */
const asText = (name: string, text: string, node: Argument, checked: Checked): string => {
  if (checked.type.kind === 'ARRAY' && name.toLowerCase() === 'length') return `write array_length(${text})`
  return node.kind === 'number' ? `write '${text}'` : `CAST(${text} AS STRING) makes text of it`
}

const wrongType = (context: Context, name: string, bound: Bound, checked: Checked): undefined => {
  const { parameter, node } = bound
  const text = context.text(node)
  const [kind] = parameter.kinds
  const isTime = parameter.kinds.every(isTimeKind)
  const help =
    isTime && kind === 'TIMESTAMP' && (checked.type.kind === 'ANY' || checked.type.kind === 'STRING')
      ? `say that it is one: CAST(${text} AS TIMESTAMP)`
      : kind === 'STRING'
        ? asText(name, text, node, checked)
        : checked.type.kind === 'STRING' && kind !== undefined && fits({ kind, nullable: false }, ['DOUBLE'])
          ? `say how the text is read: TRY_CAST(${text} AS ${kind})`
          : undefined
  return context.report('wrong-argument-type', node, {
    message: `\`${name}\` takes ${alternatives(parameter.kinds)} as \`${parameter.name}\`, and \`${text}\` is ${show(checked.type)}`,
    ...(help === undefined ? {} : { help }),
  })
}

/** A value whose kind is known only as the rule runs is checked before the call. */
const adaptAny = (bound: Bound, checked: Checked): Checked => {
  const { kinds } = bound.parameter
  if (checked.type.kind !== 'ANY' || kinds.includes('ANY')) return checked
  return { kind: 'convert', mode: 'check', operand: checked, kinds, type: checked.type, span: checked.span }
}

const checkValue = (context: Context, name: string, bound: Bound): Checked | undefined => {
  const { parameter, node } = bound
  if (node.kind === 'lambda' || node.kind === 'named-argument') return undefined
  if (node.kind === 'typed-argument')
    return context.report('wrong-argument-type', node, {
      message: `\`${name}\` takes a value, not AS and a type`,
    })
  if (parameter.lambda !== undefined) {
    context.check(node)
    return context.report('wrong-argument-type', node, {
      message: `\`${name}\` takes a lambda as \`${parameter.name}\``,
      help: 'write x -> …',
    })
  }
  const checked = context.check(node)
  if (checked === undefined) return undefined
  const { kinds } = parameter
  const isTime = kinds.every(isTimeKind)
  if (
    isTime &&
    kinds.includes('TIMESTAMP') &&
    checked.kind === 'literal' &&
    typeof checked.value === 'string'
  )
    return timestampText(context, checked.value, node)
  const fitting = checked.type.kind === 'ANY' ? kinds.includes('ANY') || !isTime : fits(checked.type, kinds)
  if (!fitting) return wrongType(context, name, bound, checked)
  return parameter.constant === true
    ? constantArgument(context, name, bound, checked)
    : adaptAny(bound, checked)
}

export interface CheckedArguments {
  readonly args: readonly (Checked | CheckedLambda)[]
  readonly types: readonly Type[]
}

/** Checks bound arguments from left to right; undefined where one is broken. */
export const checkArguments = (
  context: Context,
  name: string,
  bound: readonly Bound[],
): CheckedArguments | undefined => {
  const args: (Checked | CheckedLambda)[] = []
  const types: Type[] = []
  for (const one of bound) {
    const checked =
      one.node.kind === 'lambda'
        ? checkLambda(context, name, one, one.node, types)
        : checkValue(context, name, one)
    types.push(checked === undefined ? ANY : checked.kind === 'lambda' ? checked.body.type : checked.type)
    if (checked !== undefined) args.push(checked)
  }
  return args.length === bound.length ? { args, types } : undefined
}
