import { defineFunction } from '../../catalog/function.ts'

/** A part of the text by characters, counted from 1. */
export const substringFunction = defineFunction({
  name: 'substring',
  aliases: ['substr'],
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'from',
      kinds: ['INTEGER'],
      prose: 'position of the first character, from 1; negative from the end',
    },
    {
      name: 'length',
      kinds: ['INTEGER'],
      prose: 'how many characters; to the end if absent',
      optional: true,
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'A part of the text by characters, counted from 1.',
  examples: [
    { expression: "substring('abcdef', 2, 3)", result: '"bcd"' },
    { expression: "substring('abcdef', -2)", result: '"ef"' },
    { expression: "substring('a😀b', 2, 1)", result: '"😀"' },
  ],
  evaluate: ([text, from, length]) => {
    const characters = [...(text as string)]
    const first = Number(from) < 0 ? characters.length + Number(from) : Math.max(0, Number(from) - 1)
    const last = length === undefined ? characters.length : first + Math.max(0, Number(length))
    return characters.slice(Math.max(0, first), last).join('')
  },
})
