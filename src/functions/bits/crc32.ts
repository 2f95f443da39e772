import { defineFunction } from '../../catalog/function.ts'
import { bytesOf } from '../limits.ts'

/** One step of the reflected polynomial 0xEDB88320 for each byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let k = 0; k < 8; k++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value >>> 0
})

/** The CRC-32 of the input, as in ISO 3309, zip and PNG. */
export const crc32Function = defineFunction({
  name: 'crc32',
  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The CRC-32 of the input, as in ISO 3309, zip and PNG.',
  examples: [
    { expression: "crc32('123456789')", result: '3421780262' },
    { expression: "crc32('')", result: '0' },
  ],
  evaluate: ([input]) => {
    let crc = 0xffffffff
    for (const byte of bytesOf(input as string | Uint8Array))
      crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
    return (crc ^ 0xffffffff) >>> 0
  },
})
