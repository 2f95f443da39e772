import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Does the pattern match anywhere in the text? */
export const regexpMatchesFunction = defineFunction({
  name: 'regexp_matches',
  aliases: ['regexp_like'],
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'the pattern, in the RE2 dialect' },
  ],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern'],
  prose: 'Does the pattern match anywhere in the text?',
  examples: [
    { expression: "regexp_matches('atm-17', '[0-9]+')", result: 'true' },
    { expression: "regexp_matches('atm', '^[0-9]+$')", result: 'false' },
    { expression: "regexp_matches('a', '[')", error: 'bad-pattern' },
  ],
  evaluate: ([text, pattern], { capabilities }) =>
    capabilities.pattern(pattern as string).test(text as string),
})
