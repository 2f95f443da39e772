import type { Expression, Query, Sequence, SequenceStep } from '../../syntax/ast/index.ts'
import type { Type } from '../../types/type.ts'
import type { Checked } from '../checked/expression.ts'
import type { Context } from '../expression/context.ts'
import { checkCondition } from '../expression/logic.ts'
import { madePlace } from '../names/made-place.ts'
import { otherPlace } from '../names/other-place.ts'
import { UNKNOWN, type Place } from '../names/place.ts'
import { Scope } from '../names/scope.ts'
import { show } from '../typing/show.ts'
import { positiveMs } from './clauses.ts'
import { resolveSource, type From } from './from.ts'
import type { Registry } from './registry.ts'

const TIME: Type = { kind: 'TIMESTAMP', nullable: false }
const REPEAT_MAX = 1_000

/** A step that is left out of the match has no record to read. */
const absentPlace = (name: string): Place => ({
  names: [name],
  called: `the NOT step \`${name}\``,
  untyped: false,
  isQualified: true,
  column: () => UNKNOWN,
  columns: () => [],
})

const stepPlace = (step: SequenceStep, from: From): Place => ({
  ...otherPlace(from.place, `step ${step.name.text}`, false),
  names: [step.name.text],
  isQualified: true,
  repeats: step.repeat !== undefined,
})

const checkShape = (context: Context, { steps }: Sequence): void => {
  const [first] = steps
  if (first?.negated === true)
    context.report('bad-sequence', first, {
      message: 'a NOT step is never first: something must happen before a thing can be missed',
    })
  steps.forEach((step, index) => {
    const { name, negated, repeat } = step
    if (steps.findIndex((one) => one.name.text === name.text) < index)
      context.report('bad-sequence', name, { message: `there is a step \`${name.text}\` already` })
    if (negated && repeat !== undefined)
      context.report('bad-sequence', step, { message: 'a NOT step is not repeated' })
    if (typeof repeat === 'number' && (repeat < 1 || repeat > REPEAT_MAX))
      context.report('bad-sequence', step, {
        message: `a step is taken 1 to ${String(REPEAT_MAX)} times, not ${String(repeat)}`,
      })
  })
}

const nameOf = (node: Expression): string | undefined =>
  node.kind === 'name' || node.kind === 'member' ? node.name.text : undefined

/** Each key has a value in every step, of one kind. */
const checkKeys = (contexts: readonly Context[], by: readonly Expression[]): ReadonlyMap<string, Type> => {
  const columns = new Map<string, Type>()
  for (const node of by) {
    let first: Checked | undefined
    for (const context of contexts) {
      const key = context.check(node)
      if (key === undefined) continue
      first ??= key
      const kinds = [first.type.kind, key.type.kind]
      if (kinds[0] !== kinds[1] && !kinds.includes('ANY'))
        context.report('bad-sequence', node, {
          message: `\`${context.text(node)}\` is ${show(first.type)} in one step and ${show(key.type)} in another, so they never match`,
        })
    }
    const name = nameOf(node)
    if (name !== undefined && first !== undefined) columns.set(name, first.type)
  }
  return columns
}

/** What the rows of a SEQUENCE are made of: its steps by name, its keys, and when it began and ended. */
export interface SequenceInput {
  readonly places: readonly Place[]
  readonly from: From['from']
}

export const resolveSequence = (
  registry: Registry,
  context: Context,
  query: Query,
): SequenceInput | undefined => {
  const { sequence } = query
  if (sequence === undefined) return undefined
  checkShape(context, sequence)
  const { constants } = registry.workspace
  const places: Place[] = []
  const contexts: Context[] = []
  let from: From['from']
  for (const step of sequence.steps) {
    const source = resolveSource(registry, context, [step.source])
    from ??= source.from
    const place = stepPlace(step, source)
    const own = { ...source.place, names: [step.name.text] }
    const inside = context.withScope(new Scope({ places: [own, ...places], constants }))
    contexts.push(inside)
    if (step.where !== undefined) checkCondition(inside, step.where, 'WHERE')
    places.push(step.negated ? absentPlace(step.name.text) : place)
  }
  const columns = checkKeys(contexts, sequence.by)
  positiveMs(context, sequence.within, 'WITHIN')
  const made = new Map([...columns, ['sequence_start', TIME] as const, ['sequence_end', TIME] as const])
  return { places: [...places, madePlace('the sequence', made)], from }
}
