import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Does the text consist of ASCII characters alone? */
export const isAsciiFunction = defineFunction({
  name: 'is_ascii',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Does the text consist of ASCII characters alone?',
  examples: [
    { expression: "is_ascii('abc 1')", result: 'true' },
    { expression: "is_ascii('é')", result: 'false' },
  ],
  evaluate: ([text]) => !/[^\u0000-\u007f]/.test(text as string),
})
