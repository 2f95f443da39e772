import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { ObjectValue } from '../../types/value.ts'
import { objectParameter } from './object-parameter.ts'

/** How many members the object has. */
export const objectSizeFunction = defineFunction({
  name: 'object_size',
  group: 'object',
  parameters: [objectParameter],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'How many members the object has.',
  examples: [
    { expression: 'object_size({a: 1, b: NULL})', result: '2' },
    { expression: 'object_size({})', result: '0' },
  ],
  evaluate: ([object]) => Object.keys(object as ObjectValue).length,
})
