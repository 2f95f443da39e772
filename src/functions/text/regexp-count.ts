import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { matchesOf } from './matches.ts'

/** How often the pattern matches, without overlaps. */
export const regexpCountFunction = defineFunction({
  name: 'regexp_count',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'the pattern, in the RE2 dialect' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['bad-pattern'],
  prose: 'How often the pattern matches, without overlaps.',
  examples: [
    { expression: "regexp_count('a1 b22', '[0-9]+')", result: '2' },
    { expression: "regexp_count('abc', '[0-9]')", result: '0' },
  ],
  evaluate: ([text, pattern], { capabilities }) => {
    let count = 0
    for (const _ of matchesOf(capabilities.pattern(pattern as string), text as string)) count++
    return count
  },
})
