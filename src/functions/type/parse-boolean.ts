import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The truth value that a device means by its text, in any case: true, yes, on, y, t, 1 and false, no, off, n, f, 0; NULL for all else. */
export const parseBooleanFunction = defineFunction({
  name: 'parse_boolean',
  group: 'type',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => maybe('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose:
    'The truth value that a device means by its text, in any case: true, yes, on, y, t, 1 and false, no, off, n, f, 0; NULL for all else.',
  examples: [
    { expression: "parse_boolean('ON')", result: 'true' },
    { expression: "parse_boolean('no')", result: 'false' },
    { expression: "parse_boolean('open')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const word = (text as string).trim().toLowerCase()
    if (['true', 'yes', 'on', 'y', 't', '1'].includes(word)) return true
    return ['false', 'no', 'off', 'n', 'f', '0'].includes(word) ? false : null
  },
})
