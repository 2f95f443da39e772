import type { CaseExpr } from '../sql/ast.ts'
import { identical } from './conditions.ts'
import type { Context } from './context.ts'
import { INTEGER, TEXT, UNDEFINED, only } from './kinds.ts'
import { piece, solid, type Piece } from './piece.ts'

/** CASE; without ELSE what matches nothing is undefined. */
export const rewriteCase = (context: Context, expr: CaseExpr): Piece => {
  const operand = expr.operand && solid(context.value(expr.operand))
  const whens = expr.branches.map(({ when }) =>
    operand === undefined ? undefined : solid(context.value(when)),
  )
  const known = whens.flatMap((one) => one ?? [])
  // Where all kinds are sure to be the same, both languages compare alike.
  const alike =
    operand !== undefined &&
    ((only(operand.kinds, TEXT | UNDEFINED) && known.every((one) => only(one.kinds, TEXT))) ||
      known.every((one) => typeof one.literal === 'string') ||
      (only(operand.kinds, INTEGER) && known.every((one) => only(one.kinds, INTEGER))))
  const branches = expr.branches.map((branch, k) => {
    const when = whens[k]
    const test =
      when === undefined || operand === undefined
        ? context.condition(branch.when, false).code
        : alike
          ? when.code
          : identical(context, operand, when).code
    return { test, then: solid(context.value(branch.then)) }
  })
  const otherwise = expr.otherwise && solid(context.value(expr.otherwise))
  const results = [...branches.map((branch) => branch.then), ...(otherwise === undefined ? [] : [otherwise])]
  const kinds = results.reduce((all, one) => all | one.kinds, otherwise === undefined ? UNDEFINED : 0)
  const head = alike ? `CASE ${operand.code}` : 'CASE'
  const body = branches.map(({ test, then }) => `WHEN ${test} THEN ${then.code}`).join(' ')
  const tail = otherwise === undefined ? '' : ` ELSE ${otherwise.code}`
  return piece(`${head} ${body}${tail} END`, kinds)
}
