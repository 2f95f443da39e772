import { makeToken } from '../../../grammar/grammar.ts'
import { tokenSpan } from '../build/tree.ts'
import { depths } from './clause-heads.ts'
import { beginsOperand, show, upper, type Explainer } from './place.ts'

/** `CAST(a INTEGER)`, `CAST(a, INTEGER)` reads as a call; only the first is a mistake of syntax. */
export const castWithoutAs: Explainer = ({ tokens, at, rule, found, previous }) => {
  if (rule !== 'call' || found === undefined || previous === undefined || !beginsOperand(found))
    return undefined
  const depth = depths(tokens)
  const open = tokens
    .slice(0, at)
    .findLastIndex((token, k) => token.image === '(' && (depth[k] ?? 0) < (depth[at] ?? 0))
  if (!/^(TRY_)?CAST$/.test(upper(tokens[open - 1]))) return undefined
  const start = tokenSpan(previous).end
  return {
    slug: 'syntax-error',
    span: tokenSpan(found),
    finding: {
      message: `AS is missing before ${show(found)}`,
      fix: { title: 'insert AS', edits: [{ span: { start, end: start }, text: ' AS' }] },
    },
    edit: { at, remove: 0, insert: [makeToken('AS', 'AS', start)] },
    isCertain: true,
  }
}
