import { defineFunction } from '../../catalog/function.ts'
import { textOf } from '../../types/text-of.ts'
import type { Value } from '../../types/value.ts'
import { anyType, limitedText } from '../limits.ts'

/** All values as one text; NULLs are skipped, unlike with ||. */
export const concatFunction = defineFunction({
  name: 'concat',
  group: 'text',
  parameters: [
    {
      name: 'values',
      kinds: ['STRING', 'INTEGER', 'DOUBLE', 'DECIMAL', 'BOOLEAN', 'TIMESTAMP'],
      prose: 'what is joined',
      rest: true,
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['value-too-large'],
  prose: 'All values as one text; NULLs are skipped, unlike with ||.',
  examples: [
    { expression: "concat('a', NULL, 1)", result: '"a1"' },
    { expression: 'concat()', result: '""' },
  ],
  evaluate: (values, _, types) =>
    limitedText(
      values.map((value, k) => (value == null ? '' : textOf(value as Value, types[k] ?? anyType))).join(''),
    ),
})
