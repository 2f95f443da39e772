import type { ExpressionRule } from './seen.ts'

/** CASE or if() that gives the same whatever the record says. */
export const sameBranches: ExpressionRule = (e, seen) => {
  if (e.kind !== 'case' || e.otherwise === undefined) return
  const results = [...e.branches.map(({ then }) => then), e.otherwise]
  const [first, ...rest] = results.map((result) => seen.text(result))
  if (first === undefined || first === '' || rest.some((text) => text !== first)) return
  seen.report('same-branches', e, { message: `every branch gives \`${first}\`` })
}
