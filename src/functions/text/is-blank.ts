import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is the text empty, or nothing but white space? */
export const isBlankFunction = defineFunction({
  name: 'is_blank',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'Is the text empty, or nothing but white space?',
  examples: [
    { expression: "is_blank('  ')", result: 'true' },
    { expression: "is_blank(' a ')", result: 'false' },
  ],
  evaluate: ([text]) => (text as string).trim() === '',
})
