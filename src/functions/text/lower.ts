import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'

/** The text in lower case, by Unicode. */
export const lowerFunction = defineFunction({
  name: 'lower',
  aliases: ['lcase'],
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The text in lower case, by Unicode.',
  examples: [
    { expression: "lower('AÉ')", result: '"aé"' },
    { expression: 'lower(NULL)', result: 'null' },
  ],
  evaluate: ([text]) => limitedText((text as string).toLowerCase()),
})
