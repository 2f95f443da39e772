import { defineFunction } from '../../catalog/function.ts'

/** The characters of the text from the last to the first. */
export const reverseFunction = defineFunction({
  name: 'reverse',
  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The characters of the text from the last to the first.',
  examples: [
    { expression: "reverse('abc')", result: '"cba"' },
    { expression: "reverse('a😀')", result: '"😀a"' },
  ],
  evaluate: ([text]) => [...(text as string)].reverse().join(''),
})
