import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { wordsOf } from './words.ts'

/** The words of the text in lower case, joined by dashes. */
export const kebabCaseFunction = defineFunction({
  name: 'kebab_case',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The words of the text in lower case, joined by dashes.',
  examples: [
    { expression: "kebab_case('deviceName')", result: '"device-name"' },
    { expression: "kebab_case('cash_box 7')", result: '"cash-box-7"' },
  ],
  evaluate: ([text]) => wordsOf(text as string).join('-'),
})
