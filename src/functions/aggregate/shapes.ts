import type { Parameter } from '../../catalog/function.ts'
import { maybe, type Type } from '../../types/type.ts'
import { anyType } from '../limits.ts'

/** Any value. */
export const anyValue: Parameter = { name: 'value', kinds: ['ANY'], prose: 'what is looked at' }

/** A number. */
export const numberValue: Parameter = {
  name: 'number',
  kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'],
  prose: 'the numbers',
}

/** Something that has an order. */
export const orderedValue: Parameter = {
  name: 'value',
  kinds: ['INTEGER', 'DOUBLE', 'DECIMAL', 'STRING', 'BOOLEAN', 'TIMESTAMP', 'DURATION'],
  prose: 'what is compared',
}

/** The type of the first argument, NULL where there is no value. */
export const nullableFirst = (types: readonly Type[]): Type => ({ ...(types[0] ?? anyType), nullable: true })

/** DECIMAL of DECIMAL, DOUBLE of every other number; NULL where there is no value. */
export const doubleOf = (types: readonly Type[]): Type => {
  const kind = types[0]?.kind
  return maybe(kind === 'DECIMAL' || kind === 'ANY' ? kind : 'DOUBLE')
}
