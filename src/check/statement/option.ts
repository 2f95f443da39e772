import type { OptionSpec } from '../../catalog/connector.ts'
import type { Expression, Name, Option } from '../../syntax/ast/index.ts'
import { toAny } from '../../types/text-of.ts'
import type { TypeKind } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Checked } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import { fold } from '../expression/fold.ts'
import { ANY, fits, isTimeKind } from '../typing/kinds.ts'
import { alternatives, show } from '../typing/show.ts'

/** An option as it was written, with the context that it is checked in. */
export interface GivenOption {
  readonly option: Option
  readonly context: Context
}

/** Options by name, in order; one that is given twice is a finding. */
export const given = (context: Context, options: readonly Option[]): ReadonlyMap<string, GivenOption> => {
  const byName = new Map<string, GivenOption>()
  for (const option of options) {
    const { name } = option
    if (byName.has(name.text))
      context.report('duplicate-option', name, { message: `option \`${name.text}\` is given twice` })
    else byName.set(name.text, { option, context })
  }
  return byName
}

/** A finding for an option that nobody reads; gives the option that was probably meant. */
export const unknownOption = (
  context: Context,
  name: Name,
  called: string,
  known: readonly string[],
): string | undefined => {
  const close = context.nearest(name.text, known)
  context.report('unknown-option', name, {
    message: `${called} has no option \`${name.text}\``,
    ...(close === undefined && known.length > 0
      ? { help: `it takes ${alternatives(known)}` }
      : context.suggest(name, known)),
  })
  return close
}

const wrongKind = (context: Context, option: Option, spec: OptionSpec, checked: Checked): undefined =>
  context.report('wrong-type', option.value, {
    message: `option \`${spec.name}\` takes ${alternatives(spec.kinds)}, and \`${context.text(option.value)}\` is ${show(checked.type)}`,
  })

const isDuration = ({ type }: Checked, kinds: readonly TypeKind[]): boolean =>
  type.kind === 'DURATION' && kinds.includes('DURATION')

/** Text where the value's static type would be lost on its way to the sink; a DURATION that is asked for stays one. */
const untyped = (checked: Checked, kinds: readonly TypeKind[] = []): Checked =>
  isTimeKind(checked.type.kind) && !isDuration(checked, kinds)
    ? { kind: 'convert', mode: 'any', operand: checked, type: ANY, span: checked.span }
    : checked

const badValue = (context: Context, node: Expression, spec: OptionSpec, value: Value): boolean => {
  const { values } = spec
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (values !== undefined && !values.includes(text)) {
    const close = context.nearest(text, values)
    context.report('bad-option-value', node, {
      message: `option \`${spec.name}\` has no value '${text}'`,
      help:
        close === undefined
          ? `it takes ${alternatives(values.map((one) => `'${one}'`))}`
          : `did you mean '${close}'?`,
    })
    return true
  }
  const problem = spec.check?.(value)
  if (problem === undefined) return false
  const isTopic = spec.name === 'topic'
  context.report(isTopic ? 'bad-topic-filter' : 'bad-option-value', node, {
    message: `option \`${spec.name}\`: ${problem}`,
  })
  return true
}

/** What an option gives: one value for all rows, or an expression. */
export type OptionValue =
  | { readonly kind: 'constant'; readonly value: Value }
  | { readonly kind: 'row'; readonly expression: Checked }

/** An option of a connection that nothing is known of: constant where it can be. */
export const freeOption = ({ option, context }: GivenOption): OptionValue | undefined => {
  const checked = context.check(option.value)
  if (checked === undefined) return undefined
  const folded = fold(context, checked)
  if (folded.kind === 'value') return { kind: 'constant', value: toAny(folded.value, checked.type) }
  return { kind: 'row', expression: untyped(checked) }
}

/** An option by its declaration. */
export const declaredOption = (
  { option, context }: GivenOption,
  spec: OptionSpec,
): OptionValue | undefined => {
  const checked = context.check(option.value)
  if (checked === undefined) return undefined
  if (checked.type.kind !== 'ANY' && !fits(checked.type, spec.kinds))
    return wrongKind(context, option, spec, checked)
  const folded = fold(context, checked)
  if (folded.kind === 'failed')
    return context.report(folded.error.slug, option.value, { message: folded.error.message })
  if (folded.kind === 'value') {
    const { value } = folded
    if (value === null)
      return context.report('bad-option-value', option.value, { message: `option \`${spec.name}\` is NULL` })
    if (badValue(context, option.value, spec, value)) return undefined
    return { kind: 'constant', value: isDuration(checked, spec.kinds) ? value : toAny(value, checked.type) }
  }
  if (spec.per === 'constant')
    return context.report('not-constant', option.value, {
      message: `option \`${spec.name}\` is the same for all rows, and \`${context.text(option.value)}\` is not`,
    })
  const isOpen = checked.type.kind !== 'ANY' || spec.kinds.includes('ANY')
  const expression: Checked = isOpen
    ? checked
    : { kind: 'convert', mode: 'check', operand: checked, kinds: spec.kinds, type: ANY, span: checked.span }
  return { kind: 'row', expression: untyped(expression, spec.kinds) }
}

/** The names of a column list: `key = device` or `key = [a, b]`. */
export const columnNames = (node: Expression): readonly Name[] | undefined => {
  if (node.kind === 'name') return [node.name]
  if (node.kind !== 'array' || node.elements.length === 0) return undefined
  const names = node.elements.map((element) => (element.kind === 'name' ? element.name : undefined))
  const known = names.filter((name) => name !== undefined)
  return known.length === names.length ? known : undefined
}
