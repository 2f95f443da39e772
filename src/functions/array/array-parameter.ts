import type { Parameter } from '../../catalog/function.ts'
import { kindOf } from '../../types/kind-of.ts'
import { RecordError } from '../../types/record-error.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'

/** The array that a function works on. */
export const arrayParameter: Parameter = { name: 'array', kinds: ['ARRAY'], prose: 'the array' }

/** A lambda of one element. */
export const elementLambda = (name: string, kind: 'ANY' | 'BOOLEAN', prose: string): Parameter => ({
  name,
  kinds: [kind],
  prose,
  lambda: { parameters: 1, of: (before) => [elementOf(before[0])] },
})

/** The numbers of an array without its NULLs; an error of the record where something else is among them. */
export const numbersOf = (array: readonly Value[]): readonly Value[] =>
  array.filter((one) => {
    if (one == null) return false
    if (['INTEGER', 'DOUBLE', 'DECIMAL'].includes(kindOf(one))) return true
    throw new RecordError('wrong-type', `${kindOf(one)} stands among the numbers of an array`)
  })
