import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** The longitudinal redundancy check of Modbus ASCII: the two's complement of the sum of the bytes. */
export const lrc8Function = defineFunction({
  name: 'lrc8',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: "The longitudinal redundancy check of Modbus ASCII: the two's complement of the sum of the bytes.",
  examples: [
    { expression: "lrc8(from_hex('010300000002'))", result: '250' },
    { expression: "lrc8('')", result: '0' },
  ],
  evaluate: ([input]) =>
    -bytesOf(input as string | Uint8Array).reduce((sum, byte) => (sum + byte) & 255, 0) & 255,
})
