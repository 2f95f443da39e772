import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedArray } from '../limits.ts'

/** The lines of the text, without their ends; a last empty line does not count. */
export const linesFunction = defineFunction({
  name: 'lines',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => ({ kind: 'ARRAY', nullable: false, element: of('STRING') }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The lines of the text, without their ends; a last empty line does not count.',
  examples: [
    { expression: "lines(e'a\\nb\\n')", result: '["a","b"]' },
    { expression: "lines('')", result: '[]' },
  ],
  evaluate: ([text]) => {
    const parts = (text as string).split(/\r\n|\n|\r/)
    if (parts.at(-1) === '') parts.pop()
    return limitedArray(parts)
  },
})
