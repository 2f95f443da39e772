import { defineFunction } from '../../catalog/function.ts'

/** The parts of the text between separators, as an array. */
export const splitFunction = defineFunction({
  name: 'split',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'separator', kinds: ['STRING'], prose: 'what stands between the parts' },
  ],
  result: () => ({ kind: 'ARRAY', nullable: false, element: { kind: 'STRING', nullable: false } }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The parts of the text between separators, as an array. An empty separator gives the characters.',
  examples: [
    { expression: "split('a,b,,c', ',')", result: '["a","b","","c"]' },
    { expression: "split('ab', '')", result: '["a","b"]' },
  ],
  evaluate: ([text, separator]) =>
    separator === '' ? [...(text as string)] : (text as string).split(separator as string),
})
