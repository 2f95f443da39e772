import type { Step } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { INPUT_MARK } from './columns.ts'
import { ANYTHING, INTEGER, UNDEFINED, only } from './kinds.ts'
import { memberOf, piece, solid, textLiteral, type Piece } from './piece.ts'

/** A step as an argument of json_at. */
const stepCode = (context: Context, step: Step): string => {
  if (step.kind === 'key') return textLiteral(step.name)
  const index = solid(context.value(step.index))
  if (only(index.kinds, INTEGER)) return index.code
  return `CASE typeof(${index.code}) WHEN 'INTEGER' THEN ${index.code} END`
}

/** The value at the steps behind a value: JSON text on the way is entered, as EMQX does. */
export const enter = (context: Context, base: Piece, steps: readonly Step[]): Piece => {
  if (steps.length === 0) return base
  const [first] = steps
  // The name of a member of an element or attribute reads well, and text is entered all the same.
  const codes = steps.map((step) => stepCode(context, step))
  if (first !== undefined) context.note('json-entered')
  const inner = /^json_at\((.*)\)$/s.exec(base.code)
  const code =
    inner !== null && base.cheap
      ? `json_at(${inner[1] ?? ''}, ${codes.join(', ')})`
      : `json_at(${base.code}, ${codes.join(', ')})`
  const source = base.cheap ? { source: `${base.source ?? base.code}, ${codes.join(', ')}` } : {}
  return piece(code, ANYTHING, { cheap: base.cheap, ...source })
}

/** A path into the payload, which is decoded as a whole: not being JSON is an error of the record. */
export const enterPayload = (context: Context, steps: readonly Step[]): Piece => {
  const [first, ...rest] = steps
  const root = `${INPUT_MARK}payload`
  if (first === undefined) return piece(root, ANYTHING & ~UNDEFINED, { cheap: true })
  if (first.kind === 'index' && first.index.kind !== 'number' && first.index.kind !== 'path')
    return enter(context, piece(root, ANYTHING, { cheap: true }), steps)
  const code = first.kind === 'key' ? memberOf(root, first.name) : `${root}[${stepCode(context, first)}]`
  const source = `${root}, ${stepCode(context, first)}`
  return enter(context, piece(code, ANYTHING, { cheap: true, source }), rest)
}
