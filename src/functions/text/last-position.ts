import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Where the part last stands in the text, in characters from 1; 0 where it does not. */
export const lastPositionFunction = defineFunction({
  name: 'last_position',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'part', kinds: ['STRING'], prose: 'what is looked for' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Where the part last stands in the text, in characters from 1; 0 where it does not.',
  examples: [
    { expression: "last_position('a/b/c', '/')", result: '4' },
    { expression: "last_position('abc', 'x')", result: '0' },
  ],
  evaluate: ([text, part]) => {
    const at = (text as string).lastIndexOf(part as string)
    return at < 0 ? 0 : [...(text as string).slice(0, at)].length + 1
  },
})
