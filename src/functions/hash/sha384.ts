import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, hexOf } from '../limits.ts'

/** The SHA-384 digest of the input, in lower-case hex. */
export const sha384Function = defineFunction({
  name: 'sha384',

  group: 'hash',
  parameters: [{ name: 'input', kinds: ['STRING', 'BYTES'], prose: 'text (as UTF-8) or bytes' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',

  prose: 'The SHA-384 digest of the input, in lower-case hex.',
  examples: [
    { expression: "left(sha384('abc'), 16)", result: '"cb00753f45a35e8b"' },
    { expression: "length(sha384(''))", result: '96' },
  ],
  evaluate: ([input], { capabilities }) =>
    hexOf(capabilities.hash('sha384', bytesOf(input as string | Uint8Array))),
})
