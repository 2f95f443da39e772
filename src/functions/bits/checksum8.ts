import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** The sum of the bytes modulo 256. */
export const checksum8Function = defineFunction({
  name: 'checksum8',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The sum of the bytes modulo 256.',
  examples: [
    { expression: "checksum8('123456789')", result: '221' },
    { expression: "checksum8(from_hex('ff02'))", result: '1' },
  ],
  evaluate: ([input]) => bytesOf(input as string | Uint8Array).reduce((sum, byte) => (sum + byte) & 255, 0),
})
