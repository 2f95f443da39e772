import { defineFunction } from '../../catalog/function.ts'

/** The first characters of the text. */
export const leftFunction = defineFunction({
  name: 'left',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'length',
      kinds: ['INTEGER'],
      prose: 'how many characters; negative: all but so many at the end',
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The first characters of the text.',
  examples: [
    { expression: "left('abc', 2)", result: '"ab"' },
    { expression: "left('abc', 9)", result: '"abc"' },
    { expression: "left('abc', -1)", result: '"ab"' },
  ],
  evaluate: ([text, length]) => [...(text as string)].slice(0, Number(length)).join(''),
})
