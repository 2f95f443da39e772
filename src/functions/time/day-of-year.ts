import { partFunction } from './part.ts'

/** The day of the year, 1 to 366, of a time in a zone. */
export const dayOfYearFunction = partFunction('ordinal', {
  name: 'day_of_year',
  aliases: ['doy'],
  flink: 'guarded',
  prose: 'The day of the year, 1 to 366, of a time in a zone.',
  examples: [
    { expression: "day_of_year(TIMESTAMP '2026-03-15T10:42:11Z')", result: '74' },
    { expression: "day_of_year(TIMESTAMP '2028-12-31T00:00:00Z', 'Asia/Shanghai')", result: '366' },
  ],
})
