import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'

/** The text in upper case, by Unicode. */
export const upperFunction = defineFunction({
  name: 'upper',
  aliases: ['ucase'],
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The text in upper case, by Unicode.',
  examples: [
    { expression: "upper('aé')", result: '"AÉ"' },
    { expression: 'upper(NULL)', result: 'null' },
  ],
  evaluate: ([text]) => limitedText((text as string).toUpperCase()),
})
