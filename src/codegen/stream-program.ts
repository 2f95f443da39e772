import type { CheckedRule, CheckedStream } from '../check/checked/project.ts'
import { js, joined } from '../emit/code.ts'
import { compileScript } from '../emit/compile.ts'
import { Emitter } from '../emit/emitter.ts'
import type { TargetShape } from '../stream/output.ts'
import type { CompileOptions } from './compile-options.ts'
import { emitDecode } from './decode-function.ts'
import type { TablePlaces } from './look-up.ts'
import type { Pass, RuleShape, StreamProgram, StreamShape } from './program.ts'
import { chainOf, emitRule } from './rule-function.ts'
import { createPass, type DecodeFunction, type RuleFunction } from './runtime/pass.ts'
import { planLayout } from './slots/plan-layout.ts'

/** A rule with its shapes, as `src/plan` made them. */
export interface PlannedRule {
  readonly rule: CheckedRule
  readonly shape: RuleShape
}

const acceptsOf = (rule: CheckedRule, index: number, encodeAll: boolean): 'encoded' | 'columns' =>
  encodeAll ? 'encoded' : (rule.targets[index]?.connector?.sink?.accepts ?? 'encoded')

/** Generates and compiles the pass of one stream. */
export const compileStream = (
  stream: CheckedStream,
  shape: StreamShape,
  planned: readonly PlannedRule[],
  tables: TablePlaces,
  options: CompileOptions,
): StreamProgram => {
  const rules = planned.map((one) => one.rule)
  const chains = [...new Set(rules.flatMap(chainOf))]
  const layout = planLayout(stream, chains)
  const emitter = new Emitter()
  const sites: string[] = []
  const parts = { emitter, layout, sites, tables }
  const accepts = rules.map((rule) => rule.targets.map((_, k) => acceptsOf(rule, k, options.encodeAll)))
  const decode = emitDecode(parts)
  const functions = rules.map((rule, index) => emitRule(parts, rule, accepts[index] ?? []))
  const result = js`{ decode: ${decode}, rules: [${joined(functions, ', ')}] }`
  const compiled = compileScript(emitter, result, stream.name, options.evaluate) as {
    decode: DecodeFunction
    rules: readonly RuleFunction[]
  }
  const pass: Pass = createPass({
    ...compiled,
    layout,
    sites,
    shapes: planned.map((one) => one.shape),
    columnCounts: accepts.map((targets, index) =>
      targets.map((accept, k) => (accept === 'columns' ? columnCount(planned[index]?.shape.targets[k]) : 0)),
    ),
    options,
  })
  return { stream: shape, rules: planned.map((one) => one.shape), pass }
}

const columnCount = (target: TargetShape | undefined): number => target?.columns.length ?? 0
