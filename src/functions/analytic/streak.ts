import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'

/** For how many records in a row, up to this one, the condition has been TRUE for the key. */
export const streakAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'streak',

  parameters: [{ name: 'condition', kinds: ['BOOLEAN'], prose: 'the condition' }],
  result: () => of('INTEGER'),

  prose: 'For how many records in a row, up to this one, the condition has been TRUE for the key.',
  examples: [
    { expression: 'streak(x > 5) OVER ()', rows: '[{"x":6},{"x":7}]', result: '2' },
    { expression: 'streak(x > 5) OVER ()', rows: '[{"x":6},{"x":1}]', result: '0' },
  ],
})
