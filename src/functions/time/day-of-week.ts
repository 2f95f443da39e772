import { partFunction } from './part.ts'

/** The day of the week by ISO 8601, Monday 1 to Sunday 7, of a time in a zone. */
export const dayOfWeekFunction = partFunction('weekday', {
  name: 'day_of_week',
  aliases: ['isodow'],
  flink: 'guarded',
  prose: 'The day of the week by ISO 8601, Monday 1 to Sunday 7, of a time in a zone.',
  examples: [
    { expression: "day_of_week(TIMESTAMP '2026-03-15T10:42:11Z')", result: '7' },
    { expression: "day_of_week(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: '1' },
  ],
})
