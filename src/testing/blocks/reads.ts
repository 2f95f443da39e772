import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedRule } from '../../check/checked/project.ts'
import { operandsOf } from '../../check/expression/visit.ts'

const READS_MAX = 8

/** Does an expression read anything of a lambda, which has no value outside? */
const isBound = (e: Checked, element: number | undefined): boolean =>
  (e.kind === 'parameter' && e.id !== element) || operandsOf(e).some((operand) => isBound(operand, element))

const isPath = (e: Checked): boolean => {
  switch (e.kind) {
    case 'parameter':
    case 'column':
    case 'payload':
    case 'context':
    case 'alias':
    case 'upstream':
    case 'joined':
      return true
    case 'field':
    case 'element':
    case 'slice':
      return isPath(e.target)
    default:
      return false
  }
}

/**
 * What an expression reads, for people: whole paths, calls that ask the message, and constants by their names. The
 * element of the rule's FOREACH is a path too.
 */
export const readsOf = (rule: CheckedRule, expression: Checked): readonly Checked[] => {
  const element = rule.foreach?.parameter
  const found = new Map<string, Checked>()
  const textOf = ({ span }: Checked): string => rule.document.text.slice(span.start, span.end)
  const add = (e: Checked): void => {
    const text = textOf(e)
    if (found.size < READS_MAX && !found.has(text)) found.set(text, e)
  }
  const visit = (e: Checked): void => {
    if (e.kind === 'literal') {
      if (/^[A-Za-z_`"]\w*[`"]?$/.test(textOf(e)) && !/^(true|false|null)$/i.test(textOf(e))) add(e)
      return
    }
    if (e !== expression && isPath(e)) {
      if (!isBound(e, element)) add(e)
      return
    }
    const operands = operandsOf(e)
    if (e.kind === 'call' && operands.every((operand) => operand.kind === 'literal') && e !== expression)
      add(e)
    else operands.forEach(visit)
  }
  visit(expression)
  return [...found.values()]
}
