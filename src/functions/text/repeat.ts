import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { TEXT_LENGTH_MAX } from '../limits.ts'

/** The text so many times in a row. */
export const repeatFunction = defineFunction({
  name: 'repeat',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'count', kinds: ['INTEGER'], prose: 'how often' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The text so many times in a row.',
  examples: [
    { expression: "repeat('ab', 3)", result: '"ababab"' },
    { expression: "repeat('ab', 0)", result: '""' },
    { expression: "repeat('ab', 1000000000)", error: 'value-too-large' },
  ],
  evaluate: ([text, count]) => {
    const times = Math.max(0, Number(count))
    if ((text as string).length * times > TEXT_LENGTH_MAX)
      throw new RecordError('value-too-large', `a text of more than ${String(TEXT_LENGTH_MAX)} characters`)
    return (text as string).repeat(times)
  },
})
