import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

/** The text in a Unicode normal form, so that letters that look the same are the same. */
export const normalizeFunction = defineFunction({
  name: 'normalize',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'form',
      kinds: ['STRING'],
      prose: 'the Unicode form, NFC if absent',
      optional: true,
      constant: true,
      values: ['NFC', 'NFD', 'NFKC', 'NFKD'],
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The text in a Unicode normal form, so that letters that look the same are the same.',
  examples: [
    { expression: "length(normalize('e' || chr(769)))", result: '1' },
    { expression: "normalize('①', 'NFKC')", result: '"1"' },
  ],
  evaluate: ([text, form]) => limitedText((text as string).normalize((form as string | undefined) ?? 'NFC')),
})
