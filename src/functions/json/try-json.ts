import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'
import { parseJsonText } from '../../types/json/parse.ts'
import { maybe } from '../../types/type.ts'

/** The value of JSON text; NULL where the text is not JSON. */
export const tryJsonFunction = defineFunction({
  name: 'try_json',
  aliases: ['try_parse_json'],
  group: 'json',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('ANY'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The value of JSON text; NULL where the text is not JSON.',
  examples: [
    { expression: "try_json('[1]')", result: '[1]' },
    { expression: "try_json('{')", result: 'null' },
  ],
  evaluate: ([text]) => {
    try {
      return parseJsonText(text as string)
    } catch (error) {
      if (error instanceof RecordError) return null
      throw error
    }
  },
})
