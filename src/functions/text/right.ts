import { defineFunction } from '../../catalog/function.ts'

/** The last characters of the text. */
export const rightFunction = defineFunction({
  name: 'right',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'length',
      kinds: ['INTEGER'],
      prose: 'how many characters; negative: all but so many at the start',
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The last characters of the text.',
  examples: [
    { expression: "right('abc', 2)", result: '"bc"' },
    { expression: "right('abc', 9)", result: '"abc"' },
    { expression: "right('abc', -1)", result: '"bc"' },
    { expression: "right('abc', 0)", result: '""' },
  ],
  evaluate: ([text, length]) => {
    const characters = [...(text as string)]
    const count = Number(length)
    return characters.slice(count < 0 ? -count : Math.max(0, characters.length - count)).join('')
  },
})
