import type { CheckedRule } from '../checked/project.ts'
import type { Workspace } from '../statement/workspace.ts'
import { conditions } from './conditions.ts'
import { coveredTopic } from './covered-topic.ts'
import { duplicateTarget } from './duplicate-target.ts'
import { effectivelyOnce } from './effectively-once.ts'
import { exactlyOnce } from './exactly-once.ts'
import { expressionRules } from './expressions/all.ts'
import { missingOwner } from './missing-owner.ts'
import { neverSetColumn } from './never-set-column.ts'
import { onFull } from './on-full.ts'
import { personalToPublic } from './personal-to-public.ts'
import { ruleFeedsItself } from './rule-feeds-itself.ts'
import { unknownTag } from './unknown-tag.ts'
import { unusedStatement } from './unused-statement.ts'

/** A semantic rule over the whole project. It gives the rules that must not run because of what it found. */
export type ProjectRule = (workspace: Workspace, rules: readonly CheckedRule[]) => readonly CheckedRule[]

const all: readonly ProjectRule[] = [
  ruleFeedsItself,
  personalToPublic,
  neverSetColumn,
  conditions,
  expressionRules,
  duplicateTarget,
  exactlyOnce,
  effectivelyOnce,
  onFull,
  coveredTopic,
  unknownTag,
  missingOwner,
  unusedStatement,
]

/** Runs all semantic rules; the rules that none of them refuses, in the same order. */
export const checkRules = (workspace: Workspace, rules: readonly CheckedRule[]): readonly CheckedRule[] => {
  const refused = new Set(all.flatMap((rule) => rule(workspace, rules)))
  const isSound = (rule: CheckedRule): boolean =>
    !refused.has(rule) && (rule.from.kind === 'stream' || isSound(rule.from.rule))
  return rules.filter(isSound)
}
