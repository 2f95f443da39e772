import type { Code } from './code.ts'
import type { Emitter } from './emitter.ts'

/** Turns a script text into the value of its expression: `vm.Script` in Node (`vm.ts`), a browser brings its own. */
export type EvaluateScript = (text: string, name: string) => unknown

/** Compiles what was emitted and applies it to its pool. */
export const compileScript = (
  emitter: Emitter,
  result: Code,
  name: string,
  evaluate: EvaluateScript,
): unknown => {
  const make = evaluate(emitter.script(result), name) as (pool: readonly unknown[]) => unknown
  return make(emitter.pool)
}
