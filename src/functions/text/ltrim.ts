import { defineFunction } from '../../catalog/function.ts'
import { trimmed, trimParameters } from './trimmed.ts'

/** The text without white space, or without characters of a set, at its start. */
export const ltrimFunction = defineFunction({
  name: 'ltrim',
  group: 'text',
  parameters: trimParameters,
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space, or without characters of a set, at its start.',
  examples: [
    { expression: "ltrim('  a ')", result: '"a "' },
    { expression: "ltrim('a')", result: '"a"' },
    { expression: "ltrim('007', '0')", result: '"7"' },
  ],
  evaluate: ([text, characters]) => trimmed(text as string, characters as string | undefined, 'start'),
})
