import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { numberType } from '../common-type.ts'
import { withPlaces } from './places.ts'

/** The nearest number with so many digits behind the point, half away from zero. */
export const roundFunction = defineFunction({
  name: 'round',
  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    {
      name: 'digits',
      kinds: ['INTEGER'],
      prose: 'digits behind the point, 0 if absent; negative for tens, hundreds and so on',
      optional: true,
    },
  ],
  result: numberType,
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['number-overflow'],
  prose: 'The nearest number with so many digits behind the point, half away from zero.',
  examples: [
    { expression: 'round(2.345, 2)', result: '2.35' },
    { expression: 'round(-2.5)', result: '-3' },
    { expression: 'round(1250, -2)', result: '1300' },
    { expression: "round(CAST('1.005' AS DECIMAL), 2)", result: '1.01' },
    { expression: 'round(9223372036854775807, -1)', error: 'number-overflow' },
  ],
  evaluate: ([number, digits]) => withPlaces(number as Value, (digits ?? 0) as Value, 'half up'),
})
