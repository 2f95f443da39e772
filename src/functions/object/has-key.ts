import { defineFunction } from '../../catalog/function.ts'

/** Has the object a member of this name, be it NULL?. */
export const hasKeyFunction = defineFunction({
  name: 'has_key',
  group: 'object',
  parameters: [
    { name: 'object', kinds: ['OBJECT'], prose: 'the object' },
    { name: 'name', kinds: ['STRING'], prose: "the member's name" },
  ],
  result: () => ({ kind: 'BOOLEAN', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Has the object a member of this name, be it NULL?',
  examples: [
    { expression: "has_key({a: NULL}, 'a')", result: 'true' },
    { expression: "has_key({a: 1}, 'toString')", result: 'false' },
  ],
  evaluate: ([object, name]) => Object.hasOwn(object as object, name as string),
})
