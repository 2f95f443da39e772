import { defineAggregate } from '../../catalog/aggregate.ts'
import { numberType } from '../common-type.ts'
import { numberValue } from './shapes.ts'

/** The sum of the numbers, exact for INTEGER and DECIMAL. NULLs are skipped; without a number it is NULL. */
export const sumAggregate = defineAggregate({
  kind: 'aggregate',
  name: 'sum',

  parameters: [numberValue],
  result: (types) => ({ ...numberType(types), nullable: true }),
  distinct: true,
  prose:
    'The sum of the numbers, exact for INTEGER and DECIMAL. NULLs are skipped; without a number it is NULL.',
  examples: [
    { expression: 'sum(x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '6' },
    { expression: 'sum(DISTINCT x)', rows: '[{"x":1},{"x":4},{"x":null},{"x":1}]', result: '5' },
  ],
})
