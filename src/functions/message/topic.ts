import { defineFunction } from '../../catalog/function.ts'

/** The topic of the message, or one of its levels; NULL where it has no such level. */
export const topicFunction = defineFunction({
  name: 'topic',
  group: 'message',
  parameters: [
    {
      name: 'level',
      kinds: ['INTEGER'],
      prose: 'which level, from 1; negative from the end; the whole topic if absent',
      optional: true,
    },
  ],
  result: () => ({ kind: 'STRING', nullable: true }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'The topic of the message, or one of its levels; NULL where it has no such level.',
  examples: [
    { expression: 'topic()', result: '"branch/7/atm"' },
    { expression: 'topic(2)', result: '"7"' },
    { expression: 'topic(-1)', result: '"atm"' },
    { expression: 'topic(9)', result: 'null' },
  ],
  evaluate: ([level], { record }) => {
    if (level === undefined) return record.topic()
    const levels = record.topic().split('/')
    const wanted = Number(level)
    return levels[wanted < 0 ? levels.length + wanted : wanted - 1] ?? null
  },
})
