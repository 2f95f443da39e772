import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** Is the text a number in JSON's syntax, so that CAST reads it? */
export const isNumericFunction = defineFunction({
  name: 'is_numeric',
  group: 'type',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: "Is the text a number in JSON's syntax, so that CAST reads it?",
  examples: [
    { expression: "is_numeric('-1.5e3')", result: 'true' },
    { expression: "is_numeric('1,5')", result: 'false' },
    { expression: "is_numeric('')", result: 'false' },
  ],
  evaluate: ([text]) => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text as string),
})
