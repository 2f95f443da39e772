import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The text, or NULL where it is empty or white space alone. */
export const nullifBlankFunction = defineFunction({
  name: 'nullif_blank',
  group: 'null',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The text, or NULL where it is empty or white space alone.',
  examples: [
    { expression: "nullif_blank('  ')", result: 'null' },
    { expression: "nullif_blank(' a')", result: '" a"' },
  ],
  evaluate: ([text]) => ((text as string).trim() === '' ? null : (text as string)),
})
