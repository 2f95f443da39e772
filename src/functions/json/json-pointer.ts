import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { walk, pointerSteps } from './path.ts'

/** What a JSON pointer (RFC 6901) leads to; NULL where there is nothing. */
export const jsonPointerFunction = defineFunction({
  name: 'json_pointer',
  group: 'json',
  parameters: [
    { name: 'value', kinds: ['ANY'], prose: 'any value' },
    { name: 'pointer', kinds: ['STRING'], prose: 'a pointer such as /a/b/0, arrays from 0' },
  ],
  result: () => maybe('ANY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'What a JSON pointer (RFC 6901) leads to; NULL where there is nothing.',
  examples: [
    { expression: "json_pointer({a: {b: [10, 20]}}, '/a/b/0')", result: '10' },
    { expression: "json_pointer({a: 1}, '/x')", result: 'null' },
    { expression: "json_pointer({a: 1}, '')", result: '{"a":1}' },
  ],
  evaluate: ([value, pointer]) => {
    const steps = pointerSteps(pointer as string)
    let at = value as Value
    for (const step of steps ?? []) {
      const index = /^(0|[1-9]\d{0,8})$/.test(step) ? Number(step) + 1 : 0
      at = walk(at, [Array.isArray(at) ? index : step])
    }
    return steps === undefined ? null : (at ?? null)
  },
})
