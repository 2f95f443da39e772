import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { arrayParameter } from './array-parameter.ts'

/** The elements from one place to another, as array[from..to] gives them. */
export const sliceFunction = defineFunction({
  name: 'slice',
  aliases: ['array_slice', 'trim_array'],
  group: 'array',
  parameters: [
    arrayParameter,
    { name: 'from', kinds: ['INTEGER'], prose: 'the first place, from 1; negative from the end' },
    {
      name: 'to',
      kinds: ['INTEGER'],
      prose: 'the last place, included; to the end if absent',
      optional: true,
    },
  ],
  result: (types) => types[0] ?? of('ARRAY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The elements from one place to another, as array[from..to] gives them.',
  examples: [
    { expression: 'slice([1, 2, 3, 4], 2, 3)', result: '[2,3]' },
    { expression: 'slice([1, 2, 3], -2)', result: '[2,3]' },
    { expression: 'slice([1], 5)', result: '[]' },
  ],
  evaluate: ([array, from, to]) => {
    const all = array as readonly Value[]
    const place = (at: number): number => (at < 0 ? all.length + at : at - 1)
    const last = to === undefined ? all.length - 1 : place(Number(to))
    return all.slice(Math.max(0, place(Number(from))), Math.max(0, last + 1))
  },
})
