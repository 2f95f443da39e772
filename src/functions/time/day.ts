import { partFunction } from './part.ts'

/** The day of the month, 1 to 31, of a time in a zone. */
export const dayFunction = partFunction('day', {
  name: 'day',
  aliases: ['day_of_month'],
  flink: 'guarded',
  prose: 'The day of the month, 1 to 31, of a time in a zone.',
  examples: [
    { expression: "day(TIMESTAMP '2026-03-15T10:42:11Z')", result: '15' },
    { expression: "day(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: '16' },
  ],
})
