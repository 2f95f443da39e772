import { closestName } from '../../base/closest-name.ts'
import { runtimeCodes } from '../../diagnostic/codes/runtime.ts'
import type { Place, RuleStatement, TestStep } from '../../syntax/ast/index.ts'
import { equals } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import type { CheckedPolicy, CheckedRule, CheckedTarget } from '../checked/project.ts'
import type { CheckedStep, ExpectedPlace } from '../checked/test.ts'
import type { Context } from '../expression/context.ts'
import { outputColumns } from '../statement/output.ts'
import { alternatives } from '../typing/show.ts'
import { ExpectedValue } from './expected-value.ts'
import { streamsOf } from './inputs.ts'
import { checkJson } from './json-value.ts'
import { expectedOptions } from './place-options.ts'

type ExpectStep = Extract<TestStep, { kind: 'expect' }>

/** The rule of a test, with its statement, whose targets have the same order. */
export interface TestedRule {
  readonly rule: CheckedRule
  readonly statement: RuleStatement
}

const mayHave = (target: CheckedTarget, name: string, value: Value): boolean => {
  if (target.perRow.some((option) => option.name === name)) return true
  return Object.hasOwn(target.constants, name) && equals(target.constants[name], value)
}

/** Where ON INVALID and ON ERROR send failed records. */
const policyTargets = (rule: CheckedRule): readonly CheckedTarget[] => {
  const policies: readonly CheckedPolicy[] = [
    rule.onError,
    ...streamsOf(rule).flatMap(({ onInvalid, onAhead }) => [
      onInvalid,
      ...(onAhead === undefined ? [] : [onAhead]),
    ]),
  ]
  return policies.flatMap((policy) => (policy.kind === 'into' ? [policy.target] : []))
}

const hasAll = (target: CheckedTarget, options: Readonly<Record<string, Value>>): boolean =>
  Object.entries(options).every(([name, value]) => mayHave(target, name, value))

const elsewhere = (context: Context, { rule, statement }: TestedRule, place: Place): undefined => {
  const names = [...new Set(statement.targets.map((target) => target.endpoint.name.text)), rule.name]
  const close = place.origin === 'name' ? context.nearest(place.name.text, names) : undefined
  const suggestion = close === undefined ? {} : context.suggest(place.name, [close])
  return context.report('expect-elsewhere', place, {
    message: `\`${rule.name}\` has no target ${place.origin === 'name' ? `\`${place.name.text}\`` : `with the topic '${place.name.text}'`}`,
    help: `it has ${alternatives(names.slice(0, -1).map((name) => `\`${name}\``)) || 'none'}; \`${rule.name}\` itself stands for its rows before INTO`,
    ...suggestion,
  })
}

/** Options with a value that no target of the place ever has. */
const checkConstants = (
  context: Context,
  place: Place,
  targets: readonly CheckedTarget[],
  options: Readonly<Record<string, Value>>,
): boolean => {
  for (const [name, value] of Object.entries(options)) {
    if (targets.some((target) => mayHave(target, name, value))) continue
    const known = targets.flatMap((target) => (name in target.constants ? [target.constants[name]] : []))
    const texts = known.filter((one) => typeof one === 'string')
    const close = typeof value === 'string' ? closestName(value, texts) : undefined
    const node = place.options.find((option) => option.name.text === name)?.value ?? place.topic ?? place
    context.report('expect-never', node, {
      message: `the rule never sets \`${name}\` to this here`,
      help:
        close === undefined
          ? `it is ${alternatives(texts.map((one) => `'${one}'`)) || 'something else'}`
          : `did you mean '${close}'?`,
    })
    return false
  }
  return true
}

const optionNames = (targets: readonly CheckedTarget[]): readonly string[] => [
  ...new Set(
    targets.flatMap((target) => [
      ...Object.keys(target.constants),
      ...target.perRow.map((option) => option.name),
    ]),
  ),
]

const expectedPlace = (context: Context, tested: TestedRule, place: Place): ExpectedPlace | undefined => {
  const { rule, statement } = tested
  const name = place.name.text
  const text = context.text(place).replace(/\s+/g, ' ')
  const isNamed = place.origin === 'name'
  const ownRow = isNamed && name === rule.name
  const byName = rule.targets.flatMap((target, index) =>
    !isNamed || target.connection === name || statement.targets[index]?.endpoint.name.text === name
      ? [index]
      : [],
  )
  const failed = policyTargets(rule).filter((target) => isNamed && target.connection === name)
  const named = ownRow ? [] : [...byName.flatMap((index) => rule.targets[index] ?? []), ...failed]
  if (!ownRow && named.length === 0) return elsewhere(context, tested, place)
  const options = expectedOptions(context, place, optionNames(named))
  const fits = named.filter((target) => hasAll(target, options))
  if (!ownRow && fits.length === 0 && (!isNamed || checkConstants(context, place, named, options)))
    return elsewhere(context, tested, place)
  const targets = byName.filter((index) => fits.some((target) => target === rule.targets[index]))
  const policies = failed.some((target) => fits.includes(target)) ? name : undefined
  return { targets: ownRow ? [] : targets, policies, ownRow, options, text, span: place.span }
}

/** Could a row look like this at the place? */
const checkValue = (context: Context, { rule }: TestedRule, step: ExpectStep, place: ExpectedPlace): void => {
  if (place.policies !== undefined) return
  const values = new ExpectedValue(context)
  const targets = place.ownRow ? [undefined] : place.targets.map((index) => rule.targets[index])
  const [target] = targets
  // Where several targets could be meant, one that fits is enough, and only the run tells which.
  if (targets.length !== 1) return
  if (target?.value !== undefined) {
    values.check(step.value, target.value.type, '`value`')
    return
  }
  if (step.value.kind === 'any') return
  if (step.value.kind !== 'object') {
    context.report('expect-never', step.value, { message: 'a row is an object with its columns' })
    return
  }
  const { items } = rule
  if (items.some((item) => item.kind === 'spread')) return
  const columns = outputColumns({ items, isComplete: true })
  values.members(step.value, columns, `the row of \`${rule.name}\``, target?.omitNulls === true)
}

/** Checks an EXPECT with places and a row. */
export const checkExpect = (
  context: Context,
  tested: TestedRule,
  step: ExpectStep,
): CheckedStep | undefined => {
  const isJson = checkJson(context, step.value)
  const places = step.places.map((place) => expectedPlace(context, tested, place))
  const known = places.filter((place) => place !== undefined)
  if (!isJson || known.length < places.length) return undefined
  for (const place of known) checkValue(context, tested, step, place)
  return { kind: 'expect', places: known, value: step.value, span: step.span }
}

/** Checks EXPECT ERROR and EXPECT DEAD LETTER. */
export const checkOutcome = (
  context: Context,
  step: Extract<TestStep, { kind: 'expect-outcome' }>,
): CheckedStep | undefined => {
  const { outcome, slug, count, span } = step
  if (outcome === 'late') return context.report('not-yet', step, { message: 'EXPECT LATE cannot run yet' })
  if (count !== undefined && (!Number.isInteger(count) || count < 1))
    return context.report('bad-test-value', step, {
      message: 'a number of errors is a whole one from 1',
      help: 'EXPECT NOTHING says that there is none',
    })
  if (slug !== undefined && !Object.hasOwn(runtimeCodes, slug.value)) {
    const close = context.nearest(slug.value, Object.keys(runtimeCodes))
    return context.report('expect-never', slug, {
      message: `no record fails with '${slug.value}'`,
      help:
        close === undefined ? "it is the slug of the error, like 'cast-failed'" : `did you mean '${close}'?`,
    })
  }
  return { kind: 'expect-outcome', outcome, slug: slug?.value, count: count ?? 1, span }
}
