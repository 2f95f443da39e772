import { defineFunction } from '../../catalog/function.ts'
import { pad } from './pad.ts'

/** The text with characters put behind it until it has the length; a longer text is cut. */
export const rpadFunction = defineFunction({
  name: 'rpad',
  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'length', kinds: ['INTEGER'], prose: 'characters of the result' },
    { name: 'fill', kinds: ['STRING'], prose: 'what is put behind it; blanks if absent', optional: true },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The text with characters put behind it until it has the length; a longer text is cut.',
  examples: [
    { expression: "rpad('7', 3, '0')", result: '"700"' },
    { expression: "rpad('abcd', 2)", result: '"ab"' },
  ],
  evaluate: ([text, length, fill]) => pad(text as string, Number(length), (fill ?? ' ') as string, false),
})
