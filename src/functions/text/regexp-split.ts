import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'
import { matchesOf } from './matches.ts'

/** The parts of the text between the matches of a pattern. */
export const regexpSplitFunction = defineFunction({
  name: 'regexp_split',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'the pattern, in the RE2 dialect' },
  ],
  result: () => ({ kind: 'ARRAY', nullable: false, element: of('STRING') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern', 'value-too-large'],
  prose: 'The parts of the text between the matches of a pattern.',
  examples: [
    { expression: "regexp_split('a, b;c', '[,;] *')", result: '["a","b","c"]' },
    { expression: "regexp_split('abc', ',')", result: '["abc"]' },
  ],
  evaluate: ([text, pattern], { capabilities }) => {
    const source = text as string
    const parts: string[] = []
    let from = 0
    for (const { start, end } of matchesOf(capabilities.pattern(pattern as string), source)) {
      if (end === start) continue
      parts.push(source.slice(from, start))
      from = end
    }
    return limitedArray([...parts, source.slice(from)])
  },
})
