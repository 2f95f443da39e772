import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'
import { crcOf } from './crc.ts'

const check = crcOf({
  width: 32,
  polynomial: 0x1edc6f41,
  start: 0xffffffff,
  reflected: true,
  xorOut: 0xffffffff,
})

/** The CRC-32C (Castagnoli) of the input, as in iSCSI and Kafka. */
export const crc32cFunction = defineFunction({
  name: 'crc32c',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The CRC-32C (Castagnoli) of the input, as in iSCSI and Kafka.',
  examples: [
    { expression: "crc32c('123456789')", result: '3808858755' },
    { expression: "crc32c('')", result: '0' },
  ],
  evaluate: ([input]) => check(bytesOf(input as string | Uint8Array)),
})
