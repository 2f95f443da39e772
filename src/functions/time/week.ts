import { partFunction } from './part.ts'

/** The ISO week, 1 to 53, of a time in a zone. */
export const weekFunction = partFunction('weekNumber', {
  name: 'week',
  aliases: ['week_of_year'],
  flink: 'guarded',
  prose: 'The ISO week, 1 to 53, of a time in a zone.',
  examples: [
    { expression: "week(TIMESTAMP '2026-03-15T10:42:11Z')", result: '11' },
    { expression: "week(TIMESTAMP '2026-12-31T20:00:00Z', 'Asia/Shanghai')", result: '53' },
  ],
})
