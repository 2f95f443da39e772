import { defineFunction } from '../../catalog/function.ts'
import { parseJsonText } from '../../types/json/parse.ts'

/** The value of JSON text; an error where the text is not JSON. */
export const jsonFunction = defineFunction({
  name: 'json',
  aliases: ['json_decode'],
  group: 'json',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'ANY', nullable: true }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-json'],
  prose: 'The value of JSON text; an error where the text is not JSON.',
  examples: [
    { expression: 'json(\'[1,{"a":null}]\')', result: '[1,{"a":null}]' },
    { expression: "json('{')", error: 'bad-json' },
  ],
  evaluate: ([text]) => parseJsonText(text as string),
})
