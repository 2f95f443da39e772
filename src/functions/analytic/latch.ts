import { defineAggregate } from '../../catalog/aggregate.ts'
import { of } from '../../types/type.ts'

/** TRUE from the record on for which the first condition is TRUE until one for which the second is: a threshold with hysteresis. */
export const latchAnalytic = defineAggregate({
  kind: 'analytic',
  name: 'latch',

  parameters: [
    { name: 'on', kinds: ['BOOLEAN'], prose: 'what sets it' },
    { name: 'off', kinds: ['BOOLEAN'], prose: 'what sets it back, which wins' },
  ],
  result: () => of('BOOLEAN'),

  prose:
    'TRUE from the record on for which the first condition is TRUE until one for which the second is: a threshold with hysteresis.',
  examples: [
    { expression: 'latch(x > 80, x < 70) OVER ()', rows: '[{"x":85},{"x":75}]', result: 'true' },
    { expression: 'latch(x > 80, x < 70) OVER ()', rows: '[{"x":85},{"x":65}]', result: 'false' },
  ],
})
