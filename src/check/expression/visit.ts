import type { Checked } from '../checked/expression.ts'

/** Most expressions have none. */
const NONE: readonly Checked[] = []

/** The operands right below an expression, in the order of evaluation. */
export const operandsOf = (e: Checked): readonly Checked[] => {
  switch (e.kind) {
    case 'field':
      return [e.target]
    case 'element':
      return [e.target, e.index]
    case 'slice':
      return [e.target, e.from, e.to].filter((part) => part !== undefined)
    case 'arithmetic':
    case 'compare':
    case 'distinct':
      return [e.left, e.right]
    case 'negate':
    case 'not':
    case 'is':
    case 'convert':
    case 'read':
    case 'try':
      return [e.operand]
    case 'stateful':
      return e.operands
    case 'concat':
    case 'logical':
    case 'coalesce':
      return e.operands
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
      return caseOperands(e)
    case 'call':
      return e.args.map((argument) => (argument.kind === 'lambda' ? argument.body : argument))
    case 'array':
      return e.elements
    case 'object':
      return e.fields.map((field) => field.value)
    default:
      return NONE
  }
}

const caseOperands = (e: Checked & { kind: 'case' }): readonly Checked[] => {
  const operands: Checked[] = e.operand === undefined ? [] : [e.operand]
  for (const branch of e.branches) operands.push(branch.when, branch.then)
  if (e.otherwise !== undefined) operands.push(e.otherwise)
  return operands
}

/** Visits an expression and all below it. */
export const visit = (e: Checked, enter: (e: Checked) => void): void => {
  enter(e)
  for (const operand of operandsOf(e)) visit(operand, enter)
}
