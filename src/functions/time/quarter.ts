import { partFunction } from './part.ts'

/** The quarter, 1 to 4, of a time in a zone. */
export const quarterFunction = partFunction('quarter', {
  name: 'quarter',

  flink: 'guarded',
  prose: 'The quarter, 1 to 4, of a time in a zone.',
  examples: [
    { expression: "quarter(TIMESTAMP '2026-03-15T10:42:11Z')", result: '1' },
    { expression: "quarter(TIMESTAMP '2026-03-31T20:00:00Z', 'Asia/Shanghai')", result: '2' },
  ],
})
