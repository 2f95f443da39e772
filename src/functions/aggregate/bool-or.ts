import { defineAggregate } from '../../catalog/aggregate.ts'
import { maybe } from '../../types/type.ts'

/** Is the condition TRUE for one record at least? NULLs are skipped; without a value it is NULL. */
export const boolOrAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'bool_or',

  parameters: [{ name: 'condition', kinds: ['BOOLEAN'], prose: 'the condition' }],
  result: () => maybe('BOOLEAN'),

  prose: 'Is the condition TRUE for one record at least? NULLs are skipped; without a value it is NULL.',
  examples: [
    { expression: 'bool_or(x > 3)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: 'true' },
    { expression: 'bool_or(x > 9)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: 'false' },
  ],
})
