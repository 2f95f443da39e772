import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf } from '../limits.ts'

/** How many bytes the input has. */
export const octetLengthFunction = defineFunction({
  name: 'octet_length',
  aliases: ['byte_length'],
  group: 'text',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'How many bytes the input has.',
  examples: [
    { expression: "octet_length('a€')", result: '4' },
    { expression: "octet_length(from_hex('00ff'))", result: '2' },
  ],
  evaluate: ([input]) => bytesOf(input as string | Uint8Array).length,
})
