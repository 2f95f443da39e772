import { defineFunction } from '../../catalog/function.ts'
import { zonedTime } from './zone.ts'

/** A part of the time in a zone. */
export const extractFunction = defineFunction({
  name: 'extract',
  group: 'time',
  parameters: [
    {
      name: 'part',
      kinds: ['STRING'],
      prose: 'YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, WEEKDAY (Monday is 1) or ORDINAL (day of the year)',
      constant: true,
      values: [
        'YEAR',
        'QUARTER',
        'MONTH',
        'DAY',
        'HOUR',
        'MINUTE',
        'SECOND',
        'MILLISECOND',
        'WEEKDAY',
        'ORDINAL',
      ],
    },
    { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' },
    {
      name: 'zone',
      kinds: ['STRING'],
      prose: 'an IANA zone such as Asia/Shanghai; UTC if absent',
      optional: true,
      constant: true,
    },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'A part of the time in a zone.',
  examples: [
    { expression: "extract('HOUR', TIMESTAMP '2026-01-01T20:00:00Z', 'Asia/Shanghai')", result: '4' },
    { expression: "extract('WEEKDAY', TIMESTAMP '2026-01-01T00:00:00Z')", result: '4' },
  ],
  evaluate: ([part, time, zone]) =>
    zonedTime(time as number, zone as string | undefined).get((part as string).toLowerCase() as 'weekday'),
})
