import { closestName } from '../../../base/closest-name.ts'
import { Refusal } from '../refusal.ts'
import type { CallExpr } from '../sql/ast.ts'
import type { Context } from './context.ts'
import { functionBuilders, refusedFunctions } from './functions/list.ts'
import { rewriteArguments } from './functions/argument.ts'
import type { Piece } from './piece.ts'

const unknown = (expr: CallExpr): Refusal => {
  const names = [...functionBuilders.keys(), ...refusedFunctions.keys()]
  const lower = expr.name.toLowerCase()
  const close = names.includes(lower) ? lower : closestName(expr.name, names)
  const isModule = expr.name.includes('.')
  return new Refusal(
    'emqx-unknown-function',
    { start: expr.span.start, end: expr.span.start + expr.name.length },
    isModule
      ? `\`${expr.name}\` is a function of a plugin, which only EMQX can call`
      : `EMQX has no function \`${expr.name}\`, so the rule fails for every message`,
    close === undefined ? undefined : `did you mean \`${close}\`?`,
  )
}

/** A call of one of EMQX's functions. */
export const rewriteCall = (context: Context, expr: CallExpr): Piece => {
  const why = refusedFunctions.get(expr.name)
  const name = { start: expr.span.start, end: expr.span.start + expr.name.length }
  if (why !== undefined) throw new Refusal(why.slug, name, `\`${expr.name}\` ${why.message}`, why.help)
  const builder = functionBuilders.get(expr.name)
  if (builder === undefined) throw unknown(expr)
  const [least, most] = builder.counts
  if (expr.args.length < least || expr.args.length > most)
    throw new Refusal(
      'emqx-unknown-function',
      expr.span,
      `EMQX has no \`${expr.name}\` of ${String(expr.args.length)} arguments, so the rule fails for every message`,
    )
  return builder.build(rewriteArguments(context, expr))
}
