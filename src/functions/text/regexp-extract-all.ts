import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'
import { matchesOf } from './matches.ts'

/** What the pattern matches, each time that it does, in order. */
export const regexpExtractAllFunction = defineFunction({
  name: 'regexp_extract_all',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'the pattern, in the RE2 dialect' },
    {
      name: 'group',
      kinds: ['INTEGER'],
      prose: 'which group, 0 for the whole match, which is taken if absent',
      optional: true,
    },
  ],
  result: () => ({ kind: 'ARRAY', nullable: false, element: maybe('STRING') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  errors: ['bad-pattern', 'value-too-large'],
  prose: 'What the pattern matches, each time that it does, in order.',
  examples: [
    { expression: "regexp_extract_all('a1 b22', '[0-9]+')", result: '["1","22"]' },
    { expression: "regexp_extract_all('k=1;l=2', '(\\w)=(\\d)', 1)", result: '["k","l"]' },
  ],
  evaluate: ([text, pattern, group], { capabilities }) => {
    const matches = matchesOf(capabilities.pattern(pattern as string), text as string)
    return limitedArray(Array.from(matches, ({ groups }) => groups[Number(group ?? 0)] ?? null))
  },
})
