import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray, textOfBytes, newObject } from '../limits.ts'

/** All headers of the Kafka record, or user properties of the MQTT message, as an object of texts; one that is not UTF-8 is NULL. */
export const headersFunction = defineFunction({
  name: 'headers',
  group: 'message',
  parameters: [],
  result: () => of('OBJECT'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  errors: ['value-too-large'],
  prose:
    'All headers of the Kafka record, or user properties of the MQTT message, as an object of texts; one that is not UTF-8 is NULL.',
  examples: [
    { expression: 'headers()', result: '{"trace":"t1","lang":"en"}' },
    { expression: 'headers().trace', result: '"t1"' },
  ],
  evaluate: (_, { record }) => {
    const all = newObject()
    for (const name of limitedArray(record.headerNames())) all[name] = textOfBytes(record.header(name))
    return all
  },
})
