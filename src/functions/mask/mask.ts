import { defineFunction } from '../../catalog/function.ts'

/** The text with all but its last characters replaced by stars. */
export const maskFunction = defineFunction({
  name: 'mask',
  group: 'mask',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'visible',
      kinds: ['INTEGER'],
      prose: 'characters that stay at the end, 4 if absent',
      optional: true,
    },
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The text with all but its last characters replaced by stars.',
  examples: [
    { expression: "mask('4111111111111111')", result: '"************1111"' },
    { expression: "mask('abc', 0)", result: '"***"' },
  ],
  evaluate: ([text, visible]) => {
    const characters = [...(text as string)]
    const hidden = Math.max(0, characters.length - Math.max(0, Number(visible ?? 4)))
    return '*'.repeat(hidden) + characters.slice(hidden).join('')
  },
})
