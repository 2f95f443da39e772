import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { stepsOf, walk } from './path.ts'

/** What stands at a path that only the run knows; NULL where a step is missing or the path is none. A path that is known is written as it is: payload.a.b[1]. */
export const jsonGetFunction = defineFunction({
  name: 'json_get',
  aliases: ['get_path', 'json_extract_path'],
  group: 'json',
  parameters: [
    { name: 'value', kinds: ['ANY'], prose: 'any value' },
    {
      name: 'path',
      kinds: ['STRING'],
      prose: "a path such as a.b[1]['odd key'], arrays from 1 and [-1] the last",
    },
  ],
  result: () => maybe('ANY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'What stands at a path that only the run knows; NULL where a step is missing or the path is none. A path that is known is written as it is: payload.a.b[1].',
  examples: [
    { expression: "json_get({a: {b: [10, 20]}}, 'a.b[2]')", result: '20' },
    { expression: "json_get({a: 1}, 'a.x.y')", result: 'null' },
    { expression: "json_get([1, 2], '[-1]')", result: '2' },
  ],
  evaluate: ([value, path]) => {
    const steps = stepsOf(path as string)
    return steps === undefined ? null : (walk(value as Value, steps) ?? null)
  },
})
