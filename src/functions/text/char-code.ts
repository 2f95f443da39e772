import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The code point of the first character; NULL for an empty text. */
export const charCodeFunction = defineFunction({
  name: 'char_code',
  aliases: ['ascii'],
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',

  prose: 'The code point of the first character; NULL for an empty text.',
  examples: [
    { expression: "char_code('A')", result: '65' },
    { expression: "char_code('€')", result: '8364' },
    { expression: "char_code('')", result: 'null' },
  ],
  evaluate: ([text]) => (text as string).codePointAt(0) ?? null,
})
