import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** The Fletcher-16 checksum of the input. */
export const fletcher16Function = defineFunction({
  name: 'fletcher16',

  group: 'bits',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The Fletcher-16 checksum of the input.',
  examples: [
    { expression: "fletcher16('abcde')", result: '51440' },
    { expression: "fletcher16('abcdefgh')", result: '1575' },
  ],
  evaluate: ([input]) => {
    let [low, high] = [0, 0]
    for (const byte of bytesOf(input as string | Uint8Array)) {
      low = (low + byte) % 255
      high = (high + low) % 255
    }
    return high * 256 + low
  },
})
