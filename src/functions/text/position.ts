import { defineFunction } from '../../catalog/function.ts'

/** Where the part first stands in the text, in characters from 1; 0 where it does not. */
export const positionFunction = defineFunction({
  name: 'position',
  aliases: ['strpos', 'instr'],
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'part', kinds: ['STRING'], prose: 'what is looked for' },
  ],
  result: () => ({ kind: 'INTEGER', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'Where the part first stands in the text, in characters from 1; 0 where it does not.',
  examples: [
    { expression: "position('abc', 'c')", result: '3' },
    { expression: "position('abc', 'x')", result: '0' },
  ],
  evaluate: ([text, part]) => {
    const at = (text as string).indexOf(part as string)
    return at < 0 ? 0 : [...(text as string).slice(0, at)].length + 1
  },
})
