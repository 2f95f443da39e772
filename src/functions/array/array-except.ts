import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { arrayParameter } from './array-parameter.ts'
import { commonElements } from './common-elements.ts'

/** The elements of one array that are not in another, each once. */
export const arrayExceptFunction = defineFunction({
  name: 'array_except',
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements of one array that are not in another, each once.',
  examples: [
    { expression: 'array_except([1, 2, 1, 3], [3])', result: '[1,2]' },
    { expression: 'array_except([], [1])', result: '[]' },
  ],
  evaluate: commonElements(false),
})
