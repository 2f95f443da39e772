import type { Checked } from '../checked/expression.ts'

/** Is what this reads marked as personal? */
export type IsPersonal = (read: Checked) => boolean

/** Functions of these groups give a value that no longer names a person. */
const masking: readonly string[] = ['mask', 'hash']

/** Operands whose value goes into the value of the expression; none for conditions, which tell a yes or no alone. */
const valueParts = (e: Checked): readonly Checked[] => {
  switch (e.kind) {
    case 'field':
    case 'element':
    case 'slice':
      return [e.target]
    case 'arithmetic':
      return [e.left, e.right]
    case 'negate':
    case 'convert':
    case 'read':
    case 'try':
      return [e.operand]
    case 'concat':
    case 'coalesce':
      return e.operands
    case 'case':
      return [...e.branches.map((branch) => branch.then), ...(e.otherwise === undefined ? [] : [e.otherwise])]
    case 'call':
      return masking.includes(e.entry.group) || e.type.kind === 'BOOLEAN'
        ? []
        : e.args.map((argument) => (argument.kind === 'lambda' ? argument.body : argument))
    case 'stateful':
      return e.type.kind === 'BOOLEAN' || e.type.kind === 'INTEGER' ? [] : e.operands
    case 'array':
      return e.elements
    case 'object':
      return e.fields.map((field) => field.value)
    default:
      return []
  }
}

/** Does a personal value get through to the value of the expression, unmasked? */
export const carriesPersonal = (e: Checked, isPersonal: IsPersonal): boolean =>
  isPersonal(e) || valueParts(e).some((part) => carriesPersonal(part, isPersonal))
