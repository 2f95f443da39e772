import { defineFunction } from '../../catalog/function.ts'
import { subtract } from '../../types/arithmetic.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf, numberType } from '../common-type.ts'
import { chargeFor } from '../limits.ts'
import { arrayParameter, numbersOf } from './array-parameter.ts'

/** What each number has more than the one before it: a burst of meter readings as steps; NULL beside a NULL. */
export const differencesFunction = defineFunction({
  name: 'differences',
  group: 'array',
  parameters: [arrayParameter],
  result: (types) => ({ ...of('ARRAY'), element: { ...numberType(types.map(elementOf)), nullable: true } }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['wrong-type', 'number-overflow', 'step-limit'],
  prose:
    'What each number has more than the one before it: a burst of meter readings as steps; NULL beside a NULL.',
  examples: [
    { expression: 'differences([10, 12, 17])', result: '[2,5]' },
    { expression: 'differences([1])', result: '[]' },
    { expression: 'differences([1, NULL, 3])', result: '[null,null]' },
  ],
  evaluate: ([array], environment) => {
    const all = array as readonly Value[]
    numbersOf(all)
    chargeFor(all.length, environment)
    return all.slice(1).map((one, k) => (one == null || all[k] == null ? null : subtract(one, all[k])))
  },
})
