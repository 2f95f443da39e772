import { defineFunction } from '../../catalog/function.ts'
import { RecordError } from '../../types/record-error.ts'
import { parseJsonText } from '../../types/json/parse.ts'
import { of } from '../../types/type.ts'

/** Is the text JSON? */
export const isJsonFunction = defineFunction({
  name: 'is_json',
  aliases: ['json_valid'],
  group: 'json',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Is the text JSON?',
  examples: [
    { expression: 'is_json(\'{"a": 1}\')', result: 'true' },
    { expression: "is_json('{a: 1}')", result: 'false' },
    { expression: "is_json('')", result: 'false' },
  ],
  evaluate: ([text]) => {
    try {
      parseJsonText(text as string)
      return true
    } catch (error) {
      if (error instanceof RecordError) return false
      throw error
    }
  },
})
