import { defineFunction } from '../../catalog/function.ts'

/** The names of the object's members, in their order. */
export const keysFunction = defineFunction({
  name: 'keys',
  group: 'object',
  parameters: [{ name: 'object', kinds: ['OBJECT'], prose: 'the object' }],
  result: () => ({ kind: 'ARRAY', nullable: false, element: { kind: 'STRING', nullable: false } }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: "The names of the object's members, in their order.",
  examples: [
    { expression: 'keys({a: 1, b: 2})', result: '["a","b"]' },
    { expression: 'keys({})', result: '[]' },
  ],
  evaluate: ([object]) => Object.keys(object as object),
})
