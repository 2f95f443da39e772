import { defineFunction } from '../../catalog/function.ts'

/** Milliseconds since 1970. */
export const epochMsFunction = defineFunction({
  name: 'epoch_ms',
  group: 'time',
  parameters: [{ name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Milliseconds since 1970.',
  examples: [
    { expression: "epoch_ms(TIMESTAMP '1970-01-01T00:00:01Z')", result: '1000' },
    { expression: 'epoch_ms(NULL)', result: 'null' },
  ],
  evaluate: ([time]) => time as number,
})
