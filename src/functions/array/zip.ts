import { defineFunction } from '../../catalog/function.ts'
import { toAny } from '../../types/text-of.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { elementOf } from '../common-type.ts'
import { chargeFor } from '../limits.ts'

/** The elements of two arrays in pairs; the shorter one is filled up with NULL. */
export const zipFunction = defineFunction({
  name: 'zip',
  aliases: ['arrays_zip'],
  group: 'array',
  parameters: [
    { name: 'left', kinds: ['ARRAY'], prose: 'the first elements' },
    { name: 'right', kinds: ['ARRAY'], prose: 'the second elements' },
  ],
  result: () => ({ ...of('ARRAY'), element: of('ARRAY') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['step-limit'],
  prose: 'The elements of two arrays in pairs; the shorter one is filled up with NULL.',
  examples: [
    { expression: "zip([1, 2], ['a', 'b'])", result: '[[1,"a"],[2,"b"]]' },
    { expression: 'zip([1], [])', result: '[[1,null]]' },
  ],
  evaluate: ([left, right], environment, types) => {
    const [a, b] = [left as readonly Value[], right as readonly Value[]]
    const length = Math.max(a.length, b.length)
    chargeFor(length, environment)
    return Array.from({ length }, (_, k): Value => [
      toAny(a[k] ?? null, elementOf(types[0])),
      toAny(b[k] ?? null, elementOf(types[1])),
    ])
  },
})
