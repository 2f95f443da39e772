import { partFunction } from './part.ts'

/** The minute, 0 to 59, of a time in a zone. */
export const minuteFunction = partFunction('minute', {
  name: 'minute',

  flink: 'guarded',
  prose: 'The minute, 0 to 59, of a time in a zone.',
  examples: [
    { expression: "minute(TIMESTAMP '2026-03-15T10:42:11Z')", result: '42' },
    { expression: "minute(TIMESTAMP '2026-03-15T20:05:00Z', 'Asia/Shanghai')", result: '5' },
  ],
})
