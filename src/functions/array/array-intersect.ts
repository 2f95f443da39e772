import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { arrayParameter } from './array-parameter.ts'
import { commonElements } from './common-elements.ts'

/** The elements of one array that are in another, each once. */
export const arrayIntersectFunction = defineFunction({
  name: 'array_intersect',
  group: 'array',
  parameters: [arrayParameter, { name: 'other', kinds: ['ARRAY'], prose: 'the other array' }],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['step-limit'],
  prose: 'The elements of one array that are in another, each once.',
  examples: [
    { expression: 'array_intersect([1, 2, 2], [2, 3])', result: '[2]' },
    { expression: "array_intersect(['a'], [])", result: '[]' },
  ],
  evaluate: commonElements(true),
})
