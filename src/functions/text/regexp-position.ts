import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Where the pattern first matches, in characters from 1; 0 where it does not. */
export const regexpPositionFunction = defineFunction({
  name: 'regexp_position',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'the pattern, in the RE2 dialect' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern'],
  prose: 'Where the pattern first matches, in characters from 1; 0 where it does not.',
  examples: [
    { expression: "regexp_position('atm-17', '[0-9]')", result: '5' },
    { expression: "regexp_position('atm', '[0-9]')", result: '0' },
  ],
  evaluate: ([text, pattern], { capabilities }) => {
    const match = capabilities.pattern(pattern as string).exec(text as string, 0)
    return match === undefined ? 0 : [...(text as string).slice(0, match.index)].length + 1
  },
})
