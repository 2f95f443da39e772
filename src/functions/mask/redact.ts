import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

/** The text with all that a pattern matches hidden. */
export const redactFunction = defineFunction({
  name: 'redact',
  group: 'mask',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'pattern', kinds: ['STRING'], prose: 'what is hidden, in the RE2 dialect' },
    {
      name: 'replacement',
      kinds: ['STRING'],
      prose: 'what stands in its place; *** if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-pattern', 'value-too-large'],
  prose: 'The text with all that a pattern matches hidden.',
  examples: [
    { expression: "redact('card 4111111111111111 ok', '[0-9]{12,19}')", result: '"card *** ok"' },
    { expression: "redact('a@b.c x', '[^ ]+@[^ ]+', '<mail>')", result: '"<mail> x"' },
    { expression: "redact('a', '(')", error: 'bad-pattern' },
  ],
  evaluate: ([text, pattern, replacement], { capabilities }) => {
    const compiled = capabilities.pattern(pattern as string)
    const source = text as string
    let [result, from] = ['', 0]
    for (let found = compiled.exec(source, 0); found !== undefined; found = compiled.exec(source, from)) {
      const end = found.index + (found.groups[0]?.length ?? 0)
      if (end === found.index) break
      result = limitedText(
        result + source.slice(from, found.index) + ((replacement as string | undefined) ?? '***'),
      )
      from = end
    }
    return limitedText(result + source.slice(from))
  },
})
