import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'

/** The values of the object's members, in their order. */
export const valuesFunction = defineFunction({
  name: 'values',
  group: 'object',
  parameters: [{ name: 'object', kinds: ['OBJECT'], prose: 'the object' }],
  result: () => ({ kind: 'ARRAY', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: "The values of the object's members, in their order.",
  examples: [
    { expression: "values({a: 1, b: 'x'})", result: '[1,"x"]' },
    { expression: 'values({})', result: '[]' },
  ],
  evaluate: ([object]) => Object.values(object as Record<string, Value>),
})
