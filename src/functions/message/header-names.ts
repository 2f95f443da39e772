import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'

/** The names of the headers or user properties of the message. */
export const headerNamesFunction = defineFunction({
  name: 'header_names',
  group: 'message',
  parameters: [],
  result: () => ({ ...of('ARRAY'), element: of('STRING') }),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The names of the headers or user properties of the message.',
  examples: [
    { expression: 'header_names()', result: '["trace","lang"]' },
    { expression: 'array_length(header_names())', result: '2' },
  ],
  evaluate: (_, { record }) => limitedArray(record.headerNames()),
})
