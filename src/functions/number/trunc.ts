import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { numberType } from '../common-type.ts'
import { withPlaces } from './places.ts'

/** The number cut behind so many digits after the point, towards zero. */
export const truncFunction = defineFunction({
  name: 'trunc',
  aliases: ['truncate'],
  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    { name: 'digits', kinds: ['INTEGER'], prose: 'digits behind the point, 0 if absent', optional: true },
  ],
  result: (types) => numberType(types),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',

  prose: 'The number cut behind so many digits after the point, towards zero.',
  examples: [
    { expression: 'trunc(2.999, 2)', result: '2.99' },
    { expression: 'trunc(-2.5)', result: '-2' },
    { expression: 'trunc(1299, -2)', result: '1200' },
  ],
  evaluate: ([number, digits]) => withPlaces(number as Value, (digits ?? 0) as Value, 'towards zero'),
})
