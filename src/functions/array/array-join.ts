import { defineFunction } from '../../catalog/function.ts'
import { textOf } from '../../types/text-of.ts'
import type { Value } from '../../types/value.ts'
import { anyType, joinedText } from '../limits.ts'

/** The elements as one text, with a separator between them; NULLs are skipped. */
export const arrayJoinFunction = defineFunction({
  name: 'array_join',
  group: 'array',
  parameters: [
    { name: 'array', kinds: ['ARRAY'], prose: 'the array' },
    { name: 'separator', kinds: ['STRING'], prose: 'what stands between the texts' },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The elements as one text, with a separator between them; NULLs are skipped.',
  examples: [
    { expression: "array_join(['a', NULL, 'b'], '-')", result: '"a-b"' },
    { expression: "array_join([1, 2], '')", result: '"12"' },
  ],
  evaluate: ([array, separator]) =>
    joinedText(
      (array as Value[]).filter((one) => one != null).map((one) => textOf(one, anyType)),
      separator as string,
    ),
})
