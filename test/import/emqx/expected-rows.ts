import { evaluate, holds, type Emqx } from './emqx-evaluator.ts'
import { Raised, toJson, Unsure, type Term } from './emqx-terms.ts'
import { withoutNulls } from './run-imported.ts'

/** The rows that EMQX makes; undefined where this evaluator is not sure. */
export const expectedRows = (select: Emqx, where: Emqx, payload: Term): readonly unknown[] | undefined => {
  try {
    const r = evaluate(select, payload)
    return holds(where, payload) ? [withoutNulls({ r: toJson(r) ?? null })] : []
  } catch (error) {
    if (error instanceof Raised) return []
    if (error instanceof Unsure) return undefined
    throw error
  }
}
