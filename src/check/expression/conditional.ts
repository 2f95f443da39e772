import type { Call, Case, Expression } from '../../syntax/ast/index.ts'
import type { Checked } from '../checked/expression.ts'
import { adaptAll } from './adapt.ts'
import type { Context } from './context.ts'
import { factKey } from './facts.ts'
import { checkCondition } from './logic.ts'
import { meet, readsText } from './meet.ts'

interface Branch {
  readonly when: Checked
  readonly then: Checked
}

/** `operand = when` as a condition of its own. */
const equality = (
  context: Context,
  node: Case,
  operand: Checked | undefined,
  when: Expression,
): Checked | undefined => {
  const checked = context.check(when)
  if (node.operand === undefined || operand === undefined || checked === undefined) return undefined
  if (when.kind === 'null')
    return context.report('equals-null', when, {
      message: 'WHEN NULL is never taken',
      help: `write CASE WHEN ${context.text(node.operand)} IS NULL THEN …`,
    })
  const met = meet(context, { node: node.operand, checked: operand }, { node: when, checked }, when)
  if (met === undefined) return undefined
  const side = readsText(met.left, met.right) ? 'left' : readsText(met.right, met.left) ? 'right' : undefined
  return {
    kind: 'compare',
    operator: '=',
    ...met,
    type: { kind: 'BOOLEAN', nullable: met.left.type.nullable || met.right.type.nullable },
    span: context.span(when),
    ...(side === undefined ? {} : { textAsNumber: side }),
  }
}

/** The case form of branches and what is taken otherwise, all of one type. */
export const caseOf = (
  branches: readonly Branch[],
  otherwise: Checked | undefined,
  span: Checked['span'],
): Checked => {
  const results = [...branches.map((branch) => branch.then), ...(otherwise === undefined ? [] : [otherwise])]
  const { type, adapted } = adaptAll(results)
  const last = otherwise === undefined ? undefined : adapted.at(-1)
  return {
    kind: 'case',
    branches: branches.map((branch, k) => ({ when: branch.when, then: adapted[k] ?? branch.then })),
    type: { ...type, nullable: type.nullable || otherwise === undefined },
    span,
    ...(last === undefined ? {} : { otherwise: last }),
  }
}

/** An operand that is more than a read is computed once, unless its text is read as a number for some branch. */
const evaluatedOnce = (e: Checked, operand: Checked): Checked => {
  if (e.kind !== 'case' || factKey(operand) !== undefined) return e
  const branches = e.branches.flatMap(({ when, then }) =>
    when.kind === 'compare' && when.left === operand && when.textAsNumber === undefined
      ? [{ when: when.right, then }]
      : [],
  )
  return branches.length === e.branches.length ? { ...e, operand, branches } : e
}

/** CASE: each branch sees that the ones before it were not taken. */
export const checkCase = (context: Context, node: Case): Checked | undefined => {
  const operand = node.operand && context.check(node.operand)
  const branches: Branch[] = []
  let at = context
  for (const branch of node.branches) {
    const when =
      node.operand === undefined
        ? checkCondition(at, branch.when, 'WHEN')
        : equality(at, node, operand, branch.when)
    const then = at.after(when, 'true').check(branch.then)
    at = at.after(when, 'not-true')
    if (when !== undefined && then !== undefined) branches.push({ when, then })
  }
  const otherwise = node.otherwise && at.check(node.otherwise)
  if (branches.length < node.branches.length) return undefined
  if (node.otherwise !== undefined && otherwise === undefined) return undefined
  const checked = caseOf(branches, otherwise, context.span(node))
  return operand === undefined ? checked : evaluatedOnce(checked, operand)
}

/** Arguments as plain expressions; a lambda or name => value has no place here. */
export const plainArguments = (context: Context, node: Call): readonly Expression[] | undefined => {
  const plain: Expression[] = []
  for (const argument of node.arguments) {
    if (
      argument.kind === 'lambda' ||
      argument.kind === 'named-argument' ||
      argument.kind === 'typed-argument'
    )
      return context.report('wrong-argument-type', argument, {
        message: `${node.name.text}(…) takes plain values`,
      })
    plain.push(argument)
  }
  return plain
}

const countWrong = (context: Context, node: Call, takes: string): undefined =>
  context.report('wrong-argument-count', node, {
    message: `\`${node.name.text}\` takes ${takes}, not ${String(node.arguments.length)}`,
  })

/** coalesce(a, b, …), ifnull(a, b): the first that is not NULL; later ones are reached only where all before are NULL. */
export const checkCoalesce = (context: Context, node: Call): Checked | undefined => {
  const plain = plainArguments(context, node)
  if (plain === undefined) return undefined
  const isPair = node.name.text.toLowerCase() === 'ifnull'
  if (isPair ? plain.length !== 2 : plain.length === 0)
    return countWrong(context, node, isPair ? '2 arguments' : 'at least 1 argument')
  const operands = plain.map((operand) => context.check(operand))
  const known = operands.filter((operand) => operand !== undefined)
  if (known.length < operands.length) return undefined
  const { type, adapted } = adaptAll(known)
  const nullable = known.every((operand) => operand.type.nullable)
  return { kind: 'coalesce', operands: adapted, type: { ...type, nullable }, span: context.span(node) }
}

/** if(condition, value[, otherwise]) */
export const checkIf = (context: Context, node: Call): Checked | undefined => {
  const plain = plainArguments(context, node)
  if (plain === undefined) return undefined
  const [condition, value, otherwise] = plain
  if (condition === undefined || value === undefined || plain.length > 3)
    return countWrong(context, node, '2 or 3 arguments')
  const when = checkCondition(context, condition, 'if(…)')
  const then = context.after(when, 'true').check(value)
  const rest = otherwise && context.after(when, 'not-true').check(otherwise)
  if (when === undefined || then === undefined || (otherwise !== undefined && rest === undefined))
    return undefined
  return caseOf([{ when, then }], rest, context.span(node))
}
