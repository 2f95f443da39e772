import { defineFunction } from '../../catalog/function.ts'

/** The number of characters (code points) of the text. */
export const lengthFunction = defineFunction({
  name: 'length',
  aliases: ['char_length'],
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The number of characters (code points) of the text.',
  examples: [
    { expression: "length('a😀')", result: '2' },
    { expression: "length('')", result: '0' },
  ],
  evaluate: ([text]) => {
    let count = 0
    for (const _ of text as string) count++
    return count
  },
})
