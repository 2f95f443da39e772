import { defineFunction } from '../../catalog/function.ts'
import { addedElement } from './added-element.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array with one more element at its end; NULL for a NULL array. */
export const arrayAppendFunction = defineFunction({
  name: 'array_append',
  aliases: ['array_push'],
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what comes behind' }],
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The array with one more element at its end; NULL for a NULL array.',
  examples: [
    { expression: 'array_append([1], 2)', result: '[1,2]' },
    { expression: 'array_append([1], NULL)', result: '[1,null]' },
  ],
  ...addedElement('end'),
})
