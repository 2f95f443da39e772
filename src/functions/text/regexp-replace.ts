import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'
import { matchesOf } from './matches.ts'

/** The text with every match of a pattern replaced. */
export const regexpReplaceFunction = defineFunction({
  name: 'regexp_replace',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'what is replaced, in the RE2 dialect' },
    { name: 'replacement', kinds: ['STRING'], prose: 'what comes in its place, as it stands' },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern', 'value-too-large'],
  prose: 'The text with every match of a pattern replaced.',
  examples: [
    { expression: "regexp_replace('a1b22', '[0-9]+', '#')", result: '"a#b#"' },
    { expression: "regexp_replace('a😀', 'x*', '-')", result: '"-a-😀-"' },
    { expression: "regexp_replace('abc', '(', '')", error: 'bad-pattern' },
  ],
  evaluate: ([text, pattern, replacement], { capabilities }) => {
    const source = text as string
    let result = ''
    let from = 0
    for (const { start, end } of matchesOf(capabilities.pattern(pattern as string), source)) {
      result += source.slice(from, start) + (replacement as string)
      from = end
      limitedText(result)
    }
    return limitedText(result + source.slice(from))
  },
})
