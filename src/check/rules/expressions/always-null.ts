import type { Checked } from '../../checked/expression.ts'
import type { ExpressionRule } from './seen.ts'

const isNull = (e: Checked): boolean =>
  (e.kind === 'literal' && e.value === null) || (e.kind === 'convert' && isNull(e.operand))

/** What NULL makes NULL, whatever the others are. */
const operands = (e: Checked): readonly Checked[] => {
  switch (e.kind) {
    case 'arithmetic':
      return [e.left, e.right]
    case 'concat':
      return e.operands
    case 'negate':
      return [e.operand]
    case 'call':
      return e.entry.nulls === 'propagate' ? e.args.filter((argument) => argument.kind !== 'lambda') : []
    default:
      return []
  }
}

/** An expression with a literal NULL in it that nothing can save. */
export const alwaysNull: ExpressionRule = (e, seen) => {
  const cause = operands(e).find(isNull)
  if (cause === undefined) return
  seen.report('always-null', e, {
    message: `\`${seen.text(e)}\` is always NULL`,
    ...(e.kind === 'concat' ? { help: 'concat(…) leaves NULL out' } : {}),
  })
}
