import type { Checked, CheckedLambda } from '../check/checked/expression.ts'
import type { CheckedRule, CheckedTarget } from '../check/checked/project.ts'

/** The expressions directly inside this one. */
export const operandsOf = (e: Checked): readonly (Checked | CheckedLambda)[] => {
  switch (e.kind) {
    case 'field':
      return [e.target]
    case 'element':
      return [e.target, e.index]
    case 'slice':
      return [e.target, e.from, e.to].filter((one) => one !== undefined)
    case 'arithmetic':
    case 'compare':
    case 'distinct':
      return [e.left, e.right]
    case 'concat':
    case 'logical':
    case 'coalesce':
      return e.operands
    case 'negate':
    case 'not':
    case 'is':
    case 'convert':
    case 'read':
    case 'try':
      return [e.operand]
    case 'in':
      return [e.operand, ...e.list]
    case 'in-array':
      return [e.operand, e.array]
    case 'between':
      return [e.operand, e.low, e.high]
    case 'like':
    case 'regexp':
      return [e.operand, e.pattern]
    case 'case':
      return [e.operand, ...e.branches.flatMap((b) => [b.when, b.then]), e.otherwise].filter(
        (one) => one !== undefined,
      )
    case 'call':
      return e.args
    case 'array':
      return e.elements
    case 'object':
      return e.fields.map((field) => field.value)
    default:
      return []
  }
}

/** Visits an expression and all inside it, from the outside; `enter` answers false to leave its inside alone. */
export const visitReads = (e: Checked | CheckedLambda, enter: (e: Checked) => boolean): void => {
  if (e.kind === 'lambda') visitReads(e.body, enter)
  else if (enter(e)) for (const operand of operandsOf(e)) visitReads(operand, enter)
}

const targetExpressions = (target: CheckedTarget): readonly Checked[] => [
  ...(target.when === undefined ? [] : [target.when]),
  ...(target.value === undefined ? [] : [target.value]),
  ...target.perRow.map((option) => option.expression),
]

/** Every expression that a rule evaluates itself. */
export const ruleExpressions = (rule: CheckedRule): readonly Checked[] => [
  ...(rule.where === undefined ? [] : [rule.where]),
  ...(rule.foreach === undefined ? [] : [rule.foreach.array]),
  ...(rule.foreach?.incase === undefined ? [] : [rule.foreach.incase]),
  ...rule.joins.flatMap((join) => join.keys),
  ...rule.items.map((item) => item.expression),
  ...rule.targets.flatMap(targetExpressions),
]
