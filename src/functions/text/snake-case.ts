import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { wordsOf } from './words.ts'

/** The words of the text in lower case, joined by underscores. */
export const snakeCaseFunction = defineFunction({
  name: 'snake_case',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The words of the text in lower case, joined by underscores.',
  examples: [
    { expression: "snake_case('deviceName')", result: '"device_name"' },
    { expression: "snake_case('HTTP Status-Code')", result: '"http_status_code"' },
  ],
  evaluate: ([text]) => wordsOf(text as string).join('_'),
})
