import { defineFunction } from '../../catalog/function.ts'

/** The last characters of the text. */
export const rightFunction = defineFunction({
  name: 'right',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'length', kinds: ['INTEGER'], prose: 'how many characters' },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The last characters of the text.',
  examples: [
    { expression: "right('abc', 2)", result: '"bc"' },
    { expression: "right('abc', 9)", result: '"abc"' },
  ],
  evaluate: ([text, length]) => {
    const characters = [...(text as string)]
    return characters.slice(Math.max(0, characters.length - Math.max(0, Number(length)))).join('')
  },
})
