import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { wordsOf } from './words.ts'

/** The words of the text in one, each but the first with a capital. */
export const camelCaseFunction = defineFunction({
  name: 'camel_case',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The words of the text in one, each but the first with a capital.',
  examples: [
    { expression: "camel_case('device_name')", result: '"deviceName"' },
    { expression: "camel_case('HTTP status')", result: '"httpStatus"' },
  ],
  evaluate: ([text]) =>
    wordsOf(text as string)
      .map((word, k) => (k === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
      .join(''),
})
