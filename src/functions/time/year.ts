import { partFunction } from './part.ts'

/** The year, of a time in a zone. */
export const yearFunction = partFunction('year', {
  name: 'year',

  flink: 'guarded',
  prose: 'The year, of a time in a zone.',
  examples: [
    { expression: "year(TIMESTAMP '2026-03-15T10:42:11Z')", result: '2026' },
    { expression: "year(TIMESTAMP '2025-12-31T20:00:00Z', 'Asia/Shanghai')", result: '2026' },
  ],
})
