import { partFunction } from './part.ts'

/** The hour, 0 to 23, of a time in a zone. */
export const hourFunction = partFunction('hour', {
  name: 'hour',

  flink: 'guarded',
  prose: 'The hour, 0 to 23, of a time in a zone.',
  examples: [
    { expression: "hour(TIMESTAMP '2026-03-15T10:42:11Z')", result: '10' },
    { expression: "hour(TIMESTAMP '2026-03-15T20:00:00Z', 'Asia/Shanghai')", result: '4' },
  ],
})
