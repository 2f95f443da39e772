import { defineFunction } from '../../catalog/function.ts'
import { trimmed, trimParameters } from './trimmed.ts'

/** The text without white space, or without characters of a set, at its end. */
export const rtrimFunction = defineFunction({
  name: 'rtrim',
  group: 'text',
  parameters: trimParameters,
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space, or without characters of a set, at its end.',
  examples: [
    { expression: "rtrim(' a  ')", result: '" a"' },
    { expression: "rtrim('a')", result: '"a"' },
    { expression: "rtrim('a/b//', '/')", result: '"a/b"' },
  ],
  evaluate: ([text, characters]) => trimmed(text as string, characters as string | undefined, 'end'),
})
