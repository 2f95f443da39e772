import type { ExpressionRule } from './seen.ts'

/** What coalesce gives after a value that is never NULL. */
export const unneededDefault: ExpressionRule = (e, seen) => {
  if (e.kind !== 'coalesce') return
  const at = e.operands.findIndex(
    ({ type, kind }) => !type.nullable && type.kind !== 'ANY' && kind !== 'literal',
  )
  const next = e.operands[at + 1]
  const last = e.operands[at]
  if (at < 0 || next === undefined || last === undefined) return
  seen.report('unneeded-default', next, {
    message: `\`${seen.text(last)}\` is never NULL, so this is never taken`,
    related: seen.related('never NULL', last),
  })
}
