import { partFunction } from './part.ts'

/** The second, 0 to 59, of a time in a zone. */
export const secondFunction = partFunction('second', {
  name: 'second',

  flink: 'guarded',
  prose: 'The second, 0 to 59, of a time in a zone.',
  examples: [
    { expression: "second(TIMESTAMP '2026-03-15T10:42:11Z')", result: '11' },
    { expression: "second(TIMESTAMP '2026-03-15T20:05:59.900Z', 'Asia/Shanghai')", result: '59' },
  ],
})
