import { defineFunction } from '../../catalog/function.ts'
import { trimmed, trimParameters } from './trimmed.ts'

/** The text without white space, or without characters of a set, at both ends. */
export const trimFunction = defineFunction({
  name: 'trim',
  aliases: ['btrim'],
  group: 'text',
  parameters: trimParameters,
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',
  prose: 'The text without white space, or without characters of a set, at both ends.',
  examples: [
    { expression: "trim('  a b ')", result: '"a b"' },
    { expression: "trim('')", result: '""' },
    { expression: "trim('xxaxbxyx', 'xy')", result: '"axb"' },
  ],
  evaluate: ([text, characters]) => trimmed(text as string, characters as string | undefined, 'both'),
})
