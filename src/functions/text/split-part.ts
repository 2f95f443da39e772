import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** One of the parts of a text; an empty text where there is no such part. */
export const splitPartFunction = defineFunction({
  name: 'split_part',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'separator', kinds: ['STRING'], prose: 'what stands between the parts' },
    { name: 'part', kinds: ['INTEGER'], prose: 'which part, from 1; negative from the end' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'One of the parts of a text; an empty text where there is no such part.',
  examples: [
    { expression: "split_part('a;b;c', ';', 2)", result: '"b"' },
    { expression: "split_part('a;b;c', ';', -1)", result: '"c"' },
    { expression: "split_part('a;b;c', ';', 9)", result: '""' },
  ],
  evaluate: ([text, separator, part]) => {
    const parts = separator === '' ? [text as string] : (text as string).split(separator as string)
    const wanted = Number(part)
    return parts[wanted < 0 ? parts.length + wanted : wanted - 1] ?? ''
  },
})
