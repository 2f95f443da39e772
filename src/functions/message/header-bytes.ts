import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** A header as bytes; NULL where there is none. */
export const headerBytesFunction = defineFunction({
  name: 'header_bytes',
  group: 'message',
  parameters: [{ name: 'name', kinds: ['STRING'], prose: 'the header or user property' }],
  result: () => maybe('BYTES'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  prose: 'A header as bytes; NULL where there is none.',
  examples: [
    { expression: "hex(header_bytes('trace'))", result: '"7431"' },
    { expression: "header_bytes('none')", result: 'null' },
  ],
  evaluate: ([name], { record }) => record.header(name as string) ?? null,
})
