import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'

/** Is one of the values distinct from that of the record before, of the same key? FALSE for the first record. */
export const changedAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'changed',
  aliases: ['had_changed'],
  parameters: [{ name: 'values', kinds: ['ANY'], prose: 'what is watched', rest: true }],
  result: () => of('BOOLEAN'),

  prose:
    'Is one of the values distinct from that of the record before, of the same key? FALSE for the first record.',
  examples: [
    { expression: 'changed(x) OVER ()', rows: '[{"x":1},{"x":2}]', result: 'true' },
    { expression: 'changed(x) OVER (PARTITION BY d)', rows: '[{"d":"a","x":1}]', result: 'false' },
  ],
})
