import type { Parameter } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { anyType } from '../limits.ts'

/** The object that a function works on. */
export const objectParameter: Parameter = { name: 'object', kinds: ['OBJECT'], prose: 'the object' }

/** A lambda of a member's name and value. */
export const memberLambda = (name: string, kind: 'ANY' | 'BOOLEAN', prose: string): Parameter => ({
  name,
  kinds: [kind],
  prose,
  lambda: { parameters: 2, of: () => [of('STRING'), anyType], isLoose: true },
})
