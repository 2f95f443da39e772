import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value, ObjectValue } from '../../types/value.ts'
import { anyType, limitedArray, chargeFor } from '../limits.ts'
import { objectParameter } from './object-parameter.ts'

/** The members of the object as an array of {key, value}, in their order. */
export const entriesFunction = defineFunction({
  name: 'entries',
  aliases: ['map_entries', 'to_entries'],
  group: 'object',
  parameters: [objectParameter],
  result: () => ({
    ...of('ARRAY'),
    element: {
      ...of('OBJECT'),
      fields: [
        { name: 'key', type: of('STRING') },
        { name: 'value', type: anyType },
      ],
    },
  }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large', 'step-limit'],
  prose: 'The members of the object as an array of {key, value}, in their order.',
  examples: [
    { expression: "entries({a: 1, b: 'x'})", result: '[{"key":"a","value":1},{"key":"b","value":"x"}]' },
    { expression: 'entries({})', result: '[]' },
  ],
  evaluate: ([object], environment) => {
    const entries = Object.entries(object as ObjectValue)
    chargeFor(entries.length, environment)
    return limitedArray(entries).map(([key, value]): Value => ({ key, value: value ?? null }))
  },
})
