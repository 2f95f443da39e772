import type { CheckedRule } from '../check/checked/project.ts'
import { js, type Code } from '../emit/code.ts'
import type { Emitter } from '../emit/emitter.ts'
import { emitExpression } from './expression/expression.ts'
import { emitFilter } from './expression/logic.ts'
import { emitRow, type TargetPlan } from './row/target.ts'
import { Scope } from './scope.ts'
import type { StreamLayout } from './slots/stream-layout.ts'

/** What stands around every rule of a script. */
export interface ScriptParts {
  readonly emitter: Emitter
  readonly layout: StreamLayout
  /** Texts of what can fail. */
  readonly sites: string[]
}

/** The rules from the one that reads the stream down to this one. */
export const chainOf = (rule: CheckedRule): readonly CheckedRule[] =>
  rule.from.kind === 'stream' ? [rule] : [...chainOf(rule.from.rule), rule]

/**
 * Emits the loop of one rule over the live records of a pass: it starts at `x.at`, so that it can go on behind a
 * record that failed. `x`, `w` and `targets` are the pass's state, the rule's row writer and its target writers.
 */
export const emitRule = (
  parts: ScriptParts,
  rule: CheckedRule,
  accepts: readonly TargetPlan['accepts'][],
): Code => {
  const { emitter, layout } = parts
  const name = emitter.name()
  emitter.block(js`const ${name} = (x, w, targets, skipped) =>`, () => {
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
      const hoist = emitter.hoist()
      let scope: Scope | undefined
      for (const step of chainOf(rule)) {
        scope = new Scope({
          ...parts,
          document: step.document,
          items: step.items,
          hoist,
          emit: emitExpression,
          ...(scope === undefined ? {} : { upstream: scope }),
        })
        if (step.where !== undefined) emitFilter(scope, step.where, js`continue`)
      }
      if (scope !== undefined) emitRow(scope, js`w`, plans)
      emitter.line(js`x.passed++`)
    })
  })
  return name
}
