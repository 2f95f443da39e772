import type { CheckedRule } from '../check/checked/project.ts'
import { js, type Code } from '../emit/code.ts'
import type { Emitter } from '../emit/emitter.ts'
import { emitExpression } from './expression/expression.ts'
import { emitFilter } from './expression/logic.ts'
import { emitLookUp, type TablePlaces } from './look-up.ts'
import { emitRow, type TargetPlan } from './row/target.ts'
import { Memos } from './memos.ts'
import { Scope } from './scope.ts'
import type { StreamLayout } from './slots/stream-layout.ts'

/** What stands around every rule of a script. */
export interface ScriptParts {
  readonly emitter: Emitter
  readonly layout: StreamLayout
  /** Texts of what can fail. */
  readonly sites: string[]
  readonly tables: TablePlaces
}

/** The rules from the one that reads the stream down to this one. */
export const chainOf = (rule: CheckedRule): readonly CheckedRule[] =>
  rule.from.kind === 'stream' ? [rule] : [...chainOf(rule.from.rule), rule]

/** What is being emitted: a rule's chain, and where its rows go. */
interface RuleParts extends ScriptParts {
  readonly record: Memos
  readonly plans: readonly TargetPlan[]
  /** Does some rule of the chain make several rows of a record? */
  readonly many: boolean
  /** Is this one of several rows of a record already? */
  readonly inLoop: boolean
}

/**
 * Emits the loop of one rule over the live records of a pass: it starts at `x.at`, so that it can go on behind a
 * record that failed. `x`, `w`, `targets` and `marks` are the pass's state, the rule's row writer, its target
 * writers, and what takes the rows of a record back.
 */
export const emitRule = (
  parts: ScriptParts,
  rule: CheckedRule,
  accepts: readonly TargetPlan['accepts'][],
): Code => {
  const { emitter, layout } = parts
  const chain = chainOf(rule)
  const many = chain.some((step) => step.foreach !== undefined)
  const name = emitter.name()
  emitter.block(js`const ${name} = (x, w, targets, skipped, marks) =>`, () => {
    emitter.line(
      js`const b = x.bytes, S = x.spans, live = x.live, times = x.timesMs, n = x.liveCount, first = x.batch.first`,
    )
    const plans = rule.targets.map((target, k): TargetPlan => {
      const writer = emitter.let(js`targets[${k}]`)
      return { target, writer, accepts: accepts[k] ?? 'encoded' }
    })
    emitter.block(js`for (let j = x.at; j < n; j++)`, () => {
      emitter.line(js`const i = live[j], o = j * ${layout.slots.size * 2}, time = times[j]`)
      emitter.line(js`x.enter(j, i)`)
      if (many) emitter.line(js`marks.open()`)
      emitChain({ ...parts, record: new Memos(emitter), plans, many, inLoop: false }, chain, undefined)
      emitter.line(many ? js`if (marks.rows > 0) x.passed++` : js`x.passed++`)
    })
  })
  return name
}

/** Emits the first rule of the chain, and where a row of it stands, the others; `continue` is the way out of a row. */
const emitChain = (parts: RuleParts, chain: readonly CheckedRule[], upstream: Scope | undefined): void => {
  const { emitter, record } = parts
  const [step, ...others] = chain
  if (step === undefined) return
  const scope = new Scope({
    ...parts,
    document: step.document,
    items: step.items,
    row: upstream === undefined ? record : new Memos(emitter),
    emit: emitExpression,
    ...(upstream === undefined ? {} : { upstream }),
  })
  const row = (): void => {
    const inLoop = parts.inLoop || step.foreach !== undefined
    if (others.length > 0) emitChain({ ...parts, inLoop }, others, scope)
    else emitRow(scope, js`w`, parts.plans, parts.many)
  }
  for (const join of step.joins) emitLookUp(scope, join, parts.tables, parts.inLoop)
  if (step.where !== undefined) emitFilter(scope, step.where, js`continue`)
  if (step.foreach === undefined) row()
  else emitForeach(scope, step.foreach, row)
}

/** Emits the loop over the elements of an array: each is a step of the record's budget. */
const emitForeach = (
  scope: Scope,
  { array, parameter, incase }: NonNullable<CheckedRule['foreach']>,
  row: () => void,
): void => {
  const { emitter } = scope
  const value = scope.value(array)
  scope.mayFail(array)
  const elements = emitter.let(js`x.elements(${value})`)
  const at = emitter.name()
  emitter.block(js`for (let ${at} = 0; ${at} < ${elements}.length; ${at}++)`, () => {
    emitter.line(js`x.step()`)
    scope.row = new Memos(emitter)
    scope.elements.set(parameter, { array: elements, at })
    scope.parameters.set(parameter, emitter.let(js`${elements}[${at}]`))
    if (incase !== undefined) emitFilter(scope, incase, js`continue`)
    row()
  })
}
