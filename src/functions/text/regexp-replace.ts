import { defineFunction } from '../../catalog/function.ts'
import { limitedText } from '../limits.ts'
import { matchesOf } from './matches.ts'

/** The replacement with the groups of a match in it. */
const filled = (replacement: string, groups: readonly (string | undefined)[]): string =>
  replacement.replace(/\\([1-9&\\])/g, (_, name: string) =>
    name === '\\' ? name : (groups[name === '&' ? 0 : Number(name)] ?? ''),
  )

/** The text with every match of a pattern replaced, by text that may name its groups. */
export const regexpReplaceFunction = defineFunction({
  name: 'regexp_replace',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'what is replaced, in the RE2 dialect' },
    {
      name: 'replacement',
      kinds: ['STRING'],
      prose: String.raw`what comes in its place; \1 to \9 are groups of the pattern, \& the whole match, \\ a backslash`,
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern', 'value-too-large'],
  prose: 'The text with every match of a pattern replaced, by text that may name its groups.',
  examples: [
    { expression: "regexp_replace('a1b22', '[0-9]+', '#')", result: '"a#b#"' },
    { expression: String.raw`regexp_replace('7/atm', '(\d+)/(\w+)', '\2-\1')`, result: '"atm-7"' },
    { expression: "regexp_replace('a😀', 'x*', '-')", result: '"-a-😀-"' },
    { expression: "regexp_replace('abc', '(', '')", error: 'bad-pattern' },
  ],
  evaluate: ([text, pattern, replacement], { capabilities }) => {
    const source = text as string
    let result = ''
    let from = 0
    for (const { start, end, groups } of matchesOf(capabilities.pattern(pattern as string), source)) {
      result += source.slice(from, start) + filled(replacement as string, groups)
      from = end
      limitedText(result)
    }
    return limitedText(result + source.slice(from))
  },
})
