import { partFunction } from './part.ts'

/** The month, 1 to 12, of a time in a zone. */
export const monthFunction = partFunction('month', {
  name: 'month',

  flink: 'guarded',
  prose: 'The month, 1 to 12, of a time in a zone.',
  examples: [
    { expression: "month(TIMESTAMP '2026-03-15T10:42:11Z')", result: '3' },
    { expression: "month(TIMESTAMP '2026-03-31T20:00:00Z', 'Asia/Shanghai')", result: '4' },
  ],
})
