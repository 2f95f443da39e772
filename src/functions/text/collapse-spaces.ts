import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text without white space at its ends, and with one blank for each run of white space inside. */
export const collapseSpacesFunction = defineFunction({
  name: 'collapse_spaces',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text without white space at its ends, and with one blank for each run of white space inside.',
  examples: [
    { expression: "collapse_spaces('  a   b ')", result: '"a b"' },
    { expression: "collapse_spaces(e'a\\n\\tb')", result: '"a b"' },
  ],
  evaluate: ([text]) => (text as string).trim().replace(/\s+/gu, ' '),
})
