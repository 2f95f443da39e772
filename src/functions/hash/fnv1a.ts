import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** The 32-bit FNV-1a hash of the input, unsigned. */
export const fnv1aFunction = defineFunction({
  name: 'fnv1a',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The 32-bit FNV-1a hash of the input, unsigned.',
  examples: [
    { expression: "fnv1a('foobar')", result: '3214735720' },
    { expression: "fnv1a('')", result: '2166136261' },
  ],
  evaluate: ([input]) => {
    let hash = 0x811c9dc5
    for (const byte of bytesOf(input as string | Uint8Array)) hash = Math.imul(hash ^ byte, 0x01000193)
    return hash >>> 0
  },
})
