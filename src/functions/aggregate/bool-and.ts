import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'

/** Is the condition TRUE for every record? NULLs are skipped; without a value it is NULL. */
export const boolAndAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'bool_and',
  aliases: ['every'],
  parameters: [{ name: 'condition', kinds: ['BOOLEAN'], prose: 'the condition' }],
  result: () => maybe('BOOLEAN'),

  prose: 'Is the condition TRUE for every record? NULLs are skipped; without a value it is NULL.',
  examples: [
    { expression: 'bool_and(x > 0)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: 'true' },
    { expression: 'bool_and(x > 1)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: 'false' },
  ],
})
