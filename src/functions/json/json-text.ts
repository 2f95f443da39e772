import { defineFunction } from '../../catalog/function.ts'
import { jsonText } from '../../types/json/write.ts'
import { limitedText } from '../limits.ts'
import type { Value } from '../../types/value.ts'

/** The value as JSON text; NULL gives the text null. */
export const jsonTextFunction = defineFunction({
  name: 'json_text',
  aliases: ['json_encode'],
  group: 'json',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'any value' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'own',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The value as JSON text; NULL gives the text null.',
  examples: [
    { expression: "json_text([1, 'a'])", result: '"[1,\\"a\\"]"' },
    { expression: 'json_text(NULL)', result: '"null"' },
  ],
  evaluate: ([value], _, types) => limitedText(jsonText(value as Value, types[0])),
})
