import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'

/** The levels of the topic of the message, as an array. */
export const topicLevelsFunction = defineFunction({
  name: 'topic_levels',
  group: 'message',
  parameters: [],
  result: () => ({ ...of('ARRAY'), element: of('STRING') }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The levels of the topic of the message, as an array.',
  examples: [
    { expression: 'topic_levels()', result: '["branch","7","atm"]' },
    { expression: 'topic_levels()[-1]', result: '"atm"' },
  ],
  evaluate: (_, { record }) => limitedArray(record.topic().split('/')),
})
