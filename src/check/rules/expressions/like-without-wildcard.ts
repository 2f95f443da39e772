import type { ExpressionRule } from './seen.ts'

/** LIKE with a pattern that is plain text compares, and a comparison says so. */
export const likeWithoutWildcard: ExpressionRule = (e, seen) => {
  if (e.kind !== 'like' || e.pattern.kind !== 'literal' || typeof e.pattern.value !== 'string') return
  if (e.escape !== undefined || /[%_\\]/.test(e.pattern.value)) return
  const between = { start: e.operand.span.end, end: e.pattern.span.start }
  const sign = e.negated ? '<>' : '='
  const isPlain = /^\s+(?:NOT\s+)?LIKE\s*$/i.test(seen.source(between)) && e.operand.type.kind === 'STRING'
  seen.report('like-without-wildcard', e, {
    message: `the pattern ${seen.text(e.pattern)} has no % and no _`,
    help: `write ${seen.text(e.operand)} ${sign} ${seen.text(e.pattern)}, or add the wildcard`,
    // Either may be what is missing, so this is offered and not done.
    ...(isPlain
      ? { fix: { title: `write ${sign}`, isGuess: true, edits: [{ span: between, text: ` ${sign} ` }] } }
      : {}),
  })
}
