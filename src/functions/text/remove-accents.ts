import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text without accents and other marks on its letters. */
export const removeAccentsFunction = defineFunction({
  name: 'remove_accents',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text without accents and other marks on its letters.',
  examples: [
    { expression: "remove_accents('Zürich, São Paulo')", result: '"Zurich, Sao Paulo"' },
    { expression: "remove_accents('abc')", result: '"abc"' },
  ],
  evaluate: ([text]) => (text as string).normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC'),
})
