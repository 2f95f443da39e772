import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** How many of the values are NULL. */
export const nullCountFunction = defineFunction({
  name: 'null_count',
  aliases: ['num_nulls'],
  group: 'null',
  parameters: [{ name: 'values', kinds: ['ANY'], prose: 'the values', rest: true }],
  result: () => of('INTEGER'),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  prose: 'How many of the values are NULL.',
  examples: [
    { expression: 'null_count(1, NULL, NULL)', result: '2' },
    { expression: "null_count('')", result: '0' },
  ],
  evaluate: (values) => values.filter((one) => one == null).length,
})
