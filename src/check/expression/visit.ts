import type { Checked } from '../checked/expression.ts'

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
      return [e.operand, ...e.branches.flatMap((branch) => [branch.when, branch.then]), e.otherwise].filter(
        (part) => part !== undefined,
      )
    case 'call':
      return e.args.map((argument) => (argument.kind === 'lambda' ? argument.body : argument))
    case 'array':
      return e.elements
    case 'object':
      return e.fields.map((field) => field.value)
    default:
      return []
  }
}

/** Visits an expression and all below it. */
export const visit = (e: Checked, enter: (e: Checked) => void): void => {
  enter(e)
  for (const operand of operandsOf(e)) visit(operand, enter)
}
