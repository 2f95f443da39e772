import type { CheckedRule } from '../../checked/project.ts'
import { visit } from '../../expression/visit.ts'
import type { Workspace } from '../../statement/workspace.ts'
import { expressionsOf } from '../rule-expressions.ts'
import { alwaysNull } from './always-null.ts'
import { compareWithItself } from './compare-with-itself.ts'
import { divisionByLiteralZero } from './division-by-literal-zero.ts'
import { likeWithoutWildcard } from './like-without-wildcard.ts'
import { redundantCast } from './redundant-cast.ts'
import { repeatedElement } from './repeated-element.ts'
import { sameBranches } from './same-branches.ts'
import { Seen, type ExpressionRule } from './seen.ts'
import { unneededDefault } from './unneeded-default.ts'

const all: readonly ExpressionRule[] = [
  alwaysNull,
  compareWithItself,
  divisionByLiteralZero,
  likeWithoutWildcard,
  redundantCast,
  repeatedElement,
  sameBranches,
  unneededDefault,
]

/** Runs all rules over single expressions; every expression is visited once. */
export const expressionRules = (workspace: Workspace, rules: readonly CheckedRule[]): readonly never[] => {
  for (const rule of rules) {
    const seen = new Seen(workspace, rule)
    for (const expression of expressionsOf(rule))
      visit(expression, (e) => {
        if (e.kind === 'try') visit(e.operand, (inner) => seen.guarded.add(inner))
        for (const check of all) check(e, seen)
      })
  }
  return []
}
