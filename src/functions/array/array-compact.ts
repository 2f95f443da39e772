import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements that are not NULL. */
export const arrayCompactFunction = defineFunction({
  name: 'array_compact',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({
    ...(types[0] ?? of('ARRAY')),
    element: { ...elementOf(types[0]), nullable: elementOf(types[0]).kind === 'ANY' },
  }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The elements that are not NULL.',
  examples: [
    { expression: 'array_compact([1, NULL, 2])', result: '[1,2]' },
    { expression: 'array_compact([NULL])', result: '[]' },
  ],
  evaluate: ([array], environment) => {
    chargeFor((array as readonly Value[]).length, environment)
    return (array as readonly Value[]).filter((one) => one != null)
  },
})
