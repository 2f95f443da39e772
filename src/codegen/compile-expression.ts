import type { Checked } from '../check/checked/expression.ts'
import type { CheckedStream } from '../check/checked/project.ts'
import { js } from '../emit/code.ts'
import { compileScript } from '../emit/compile.ts'
import { Emitter } from '../emit/emitter.ts'
import type { Batch } from '../stream/batch.ts'
import type { Value } from '../types/value.ts'
import type { CompileOptions } from './compile-options.ts'
import { emitExpression } from './expression/expression.ts'
import type { PassContext } from './program.ts'
import { invalidJson } from './runtime/invalid.ts'
import { PassState } from './runtime/state.ts'
import { Memos } from './memos.ts'
import { Scope } from './scope.ts'
import { planLayout } from './slots/plan-layout.ts'
import { emitScanner } from './slots/scanner.ts'

/**
 * Compiles one expression over the payload of `stream`, for `eval` and the examples of functions. The result takes
 * a batch and the index of its record; it throws a RecordError where the expression fails.
 */
export const compileExpression = (
  expression: Checked,
  stream: CheckedStream,
  options: CompileOptions,
): ((batch: Batch, index: number, context: PassContext) => Value) => {
  const reading: CheckedStream = { ...stream, columns: [], eventTime: { expression, aheadMs: 0 } }
  const layout = planLayout(reading, [])
  const emitter = new Emitter()
  const name = emitter.name()
  const scan = emitScanner(emitter, layout.slots)
  emitter.block(js`const ${name} = (x, i) =>`, () => {
    emitter.line(js`const batch = x.batch, b = x.bytes, S = x.spans, o = 0, j = 0`)
    emitter.line(js`x.enter(0, i)`)
    emitter.line(js`const end = ${scan}(b, batch.start[i], batch.end[i], S, o)`)
    emitter.line(js`if (end < 0) ${emitter.constant(invalidJson)}(b, batch.start[i], batch.end[i], ~end)`)
    const memos = new Memos(emitter)
    const scope = new Scope({
      emitter,
      layout,
      sites: [],
      document: stream.document,
      items: [],
      record: memos,
      row: memos,
      emit: emitExpression,
    })
    emitter.line(js`return ${scope.value(expression)}`)
  })
  const run = compileScript(emitter, name, 'expression', options.evaluate) as (
    x: PassState,
    i: number,
  ) => Value
  const state = new PassState(0, options, undefined)
  return (batch, index, context) => {
    state.begin(batch, context)
    state.reserve(1, layout.slots.size)
    return run(state, index)
  }
}
