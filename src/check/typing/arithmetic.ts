import type { Type } from '../../types/type.ts'
import type { Arithmetic } from '../checked/expression.ts'
import { ANY, isNumber } from './kinds.ts'

type Operator = Arithmetic['operator']

/** The type of two numbers' result; `/` gives DOUBLE, or DECIMAL where a DECIMAL meets no DOUBLE. */
const numbers = (operator: Operator, left: Type, right: Type): Type => {
  const nullable = left.nullable || right.nullable
  if (left.kind === 'DOUBLE' || right.kind === 'DOUBLE') return { kind: 'DOUBLE', nullable }
  if (left.kind === 'DECIMAL' || right.kind === 'DECIMAL')
    return { kind: operator === 'DIV' ? 'INTEGER' : 'DECIMAL', nullable }
  return { kind: operator === '/' ? 'DOUBLE' : 'INTEGER', nullable }
}

/** What time gives when it is computed with; undefined where it means nothing. */
const times = (operator: Operator, left: Type, right: Type): Type | undefined => {
  const nullable = left.nullable || right.nullable
  switch (`${left.kind} ${operator} ${right.kind}`) {
    case 'TIMESTAMP + DURATION':
    case 'DURATION + TIMESTAMP':
    case 'TIMESTAMP - DURATION':
      return { kind: 'TIMESTAMP', nullable }
    case 'TIMESTAMP - TIMESTAMP':
    case 'DURATION + DURATION':
    case 'DURATION - DURATION':
    case 'DURATION * INTEGER':
    case 'INTEGER * DURATION':
    case 'DURATION DIV INTEGER':
    case 'DURATION / INTEGER':
    case 'DURATION MOD DURATION':
      return { kind: 'DURATION', nullable }
    case 'DURATION / DURATION':
      return { kind: 'DOUBLE', nullable }
    case 'DURATION DIV DURATION':
      return { kind: 'INTEGER', nullable }
    default:
      return undefined
  }
}

/** The type of `left operator right`; ANY where a number's kind is known only as the rule runs, undefined where it means nothing. */
export const arithmeticType = (operator: Operator, left: Type, right: Type): Type | undefined => {
  if (left.kind === 'NULL' || right.kind === 'NULL') {
    const other = left.kind === 'NULL' ? right : left
    return isNumber(other) || other.kind === 'ANY' || other.kind === 'NULL'
      ? { ...other, nullable: true }
      : undefined
  }
  if (isNumber(left) && isNumber(right)) return numbers(operator, left, right)
  const known = (type: Type): boolean => isNumber(type) || type.kind === 'ANY'
  if (known(left) && known(right)) return ANY
  return times(operator, left, right)
}
