import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { bytesOf, limitedBytes } from '../limits.ts'

/** The text as bytes in UTF-8. */
export const toUtf8Function = defineFunction({
  name: 'to_utf8',

  group: 'hash',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BYTES'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  errors: ['value-too-large'],
  prose: 'The text as bytes in UTF-8.',
  examples: [
    { expression: "hex(to_utf8('é'))", result: '"c3a9"' },
    { expression: "hex(to_utf8(''))", result: '""' },
  ],
  evaluate: ([text]) => limitedBytes(bytesOf(text as string)),
})
