import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { timeParameter } from './zone.ts'

/** The time that has passed: from the second time to the first, or from one time to now(). */
export const ageFunction = defineFunction({
  name: 'age',
  group: 'time',
  parameters: [
    timeParameter,
    {
      name: 'earlier',
      kinds: ['TIMESTAMP'],
      prose: 'the earlier time; without it the first is the earlier one and now() the later',
      optional: true,
    },
  ],
  result: () => of('DURATION'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The time that has passed: from the second time to the first, or from one time to now().',
  examples: [
    {
      expression: "age(TIMESTAMP '2026-01-01T01:00:00Z', TIMESTAMP '2026-01-01T00:30:00Z')",
      result: '"PT30M"',
    },
    { expression: "age(TIMESTAMP '2026-01-01T09:00:00Z')", result: '"PT1H"' },
  ],
  evaluate: ([time, earlier], { nowMs }) =>
    earlier === undefined ? nowMs - (time as number) : (time as number) - (earlier as number),
})
