import { readKey, type ExpressionRule } from './seen.ts'

/** A value beside itself: the outcome is the same for every record that has one. */
export const compareWithItself: ExpressionRule = (e, seen) => {
  if (e.kind !== 'compare' && e.kind !== 'distinct') return
  const key = readKey(e.left)
  if (key === undefined || key !== readKey(e.right)) return
  // `CASE x WHEN x`: the branch is what stands in the source.
  if (e.span.start === e.right.span.start) return
  seen.report('compare-with-itself', e, { message: `\`${seen.text(e.left)}\` is compared with itself` })
}
