import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'
import { of } from '../../types/type.ts'

const unitsMs: Readonly<Record<string, number>> = {
  MILLISECOND: 1,
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
  WEEK: 604_800_000,
}

/** A number of units as a duration, to the millisecond. */
export const toDurationFunction = defineFunction({
  name: 'to_duration',
  group: 'time',
  parameters: [
    { name: 'count', kinds: ['INTEGER', 'DOUBLE'], prose: 'how many' },
    {
      name: 'unit',
      kinds: ['STRING'],
      prose: "'millisecond', 'second', 'minute', 'hour', 'day' or 'week'",
      constant: true,
      values: Object.keys(unitsMs),
    },
  ],
  result: () => of('DURATION'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'A number of units as a duration, to the millisecond.',
  examples: [
    { expression: "to_duration(90, 'second')", result: '"PT1M30S"' },
    {
      expression: "TIMESTAMP '2026-01-01T00:00:00Z' + to_duration(x, 'minute')",
      row: '{"x": 5}',
      result: '"2026-01-01T00:05:00Z"',
    },
  ],
  evaluate: ([count, unit]) => {
    const ms = Math.round(Number(count) * (unitsMs[unit as string] ?? 0)) + 0
    if (Number.isSafeInteger(ms)) return ms
    throw new RecordError('number-overflow', 'the result does not fit a DURATION')
  },
})
