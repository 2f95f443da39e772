import { Decimal } from '../../../types/decimal.ts'
import type { ExpressionRule } from './seen.ts'

/** `x / 0`, `x DIV 0`, `x MOD 0`: every record fails, which is told before the first one does; within TRY none does. */
export const divisionByLiteralZero: ExpressionRule = (e, seen) => {
  if (e.kind !== 'arithmetic' || !['/', 'DIV', 'MOD'].includes(e.operator)) return
  const { right } = e
  if (right.kind !== 'literal') return
  const { value } = right
  const number = value instanceof Decimal ? value.toNumber() : value
  if (number === 0 && !seen.guarded.has(e))
    seen.report('division-by-zero', e, {
      severity: 'warning',
      message: `\`${seen.text(e)}\` divides by zero`,
    })
}
