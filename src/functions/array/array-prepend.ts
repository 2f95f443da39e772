import { defineFunction } from '../../catalog/function.ts'
import { addedElement } from './added-element.ts'
import { arrayParameter } from './array-parameter.ts'

/** The array with one more element at its start; NULL for a NULL array. */
export const arrayPrependFunction = defineFunction({
  name: 'array_prepend',
  group: 'array',
  parameters: [arrayParameter, { name: 'value', kinds: ['ANY'], prose: 'what comes first' }],
  nulls: 'own',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The array with one more element at its start; NULL for a NULL array.',
  examples: [
    { expression: 'array_prepend([1], 0)', result: '[0,1]' },
    { expression: "array_prepend([], 'a')", result: '["a"]' },
  ],
  ...addedElement('start'),
})
