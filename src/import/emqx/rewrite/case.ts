import type { CaseExpr } from '../sql/ast.ts'
import { identical } from './conditions.ts'
import type { Context } from './context.ts'
import { INTEGER, NULL, TEXT, UNDEFINED, may, only } from './kinds.ts'
import { piece, type Piece } from './piece.ts'
import { solidValue } from './text.ts'

/** A value that is not there. */
const MISSING = `json_at({}, '')`

/** CASE; without ELSE what matches nothing is undefined. */
export const rewriteCase = (context: Context, expr: CaseExpr): Piece => {
  const operand = expr.operand && solidValue(context, expr.operand)
  const whens = expr.branches.map(({ when }) =>
    operand === undefined ? undefined : solidValue(context, when),
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
    return { test, then: solidValue(context, branch.then) }
  })
  const otherwise = expr.otherwise && solidValue(context, expr.otherwise)
  const results = [...branches.map((branch) => branch.then), ...(otherwise === undefined ? [] : [otherwise])]
  const kinds = results.reduce((all, one) => all | one.kinds, otherwise === undefined ? UNDEFINED : 0)
  const head = alike ? `CASE ${operand.code}` : 'CASE'
  const body = branches.map(({ test, then }) => `WHEN ${test} THEN ${then.code}`).join(' ')
  if (otherwise !== undefined) return piece(`${head} ${body} ELSE ${otherwise.code} END`, kinds)
  const plain = `${head} ${body} END`
  // Where a null of the message may come out too, what matches nothing has to be told from it.
  return may(kinds, NULL)
    ? piece(`${head} ${body} ELSE ${MISSING} END`, kinds, { plain })
    : piece(plain, kinds)
}
