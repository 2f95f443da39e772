import type { Type } from '../../../types/type.ts'
import { show } from '../../typing/show.ts'
import type { ExpressionRule } from './seen.ts'

const isSame = (from: Type, to: Type): boolean =>
  from.kind === to.kind &&
  from.kind !== 'ANY' &&
  from.kind !== 'ARRAY' &&
  from.precision === to.precision &&
  from.scale === to.scale

/** CAST to the type that the value has already. */
export const redundantCast: ExpressionRule = (e, seen) => {
  if (e.kind !== 'convert' || (e.mode !== 'cast' && e.mode !== 'try')) return
  // The checker converts too; only what the author wrote is his.
  if (!/^(?:TRY_)?CAST\s*\(/i.test(seen.source(e.span)) || !isSame(e.operand.type, e.type)) return
  const operand = seen.text(e.operand)
  seen.report('redundant-cast', e, {
    message: `\`${operand}\` is ${show(e.type)} already`,
    fix: { title: `write ${operand}`, edits: [{ span: e.span, text: seen.source(e.operand.span) }] },
  })
}
