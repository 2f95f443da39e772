import { defineFunction } from '../../catalog/function.ts'
import { base64Bytes } from '../../types/base64.ts'

/** The bytes of base64 text; NULL where it is none. */
export const fromBase64Function = defineFunction({
  name: 'from_base64',
  group: 'hash',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'BYTES', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The bytes of base64 text; NULL where it is none.',
  examples: [
    { expression: "hex(from_base64('YWJj'))", result: '"616263"' },
    { expression: "from_base64('?')", result: 'null' },
  ],
  evaluate: ([text]) => base64Bytes(text as string) ?? null,
})
