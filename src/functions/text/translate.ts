import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text with single characters replaced by others, or deleted. */
export const translateFunction = defineFunction({
  name: 'translate',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'from', kinds: ['STRING'], prose: 'the characters that are replaced' },
    {
      name: 'to',
      kinds: ['STRING'],
      prose: 'what comes in their places, in the same order; a missing one deletes',
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',

  prose: 'The text with single characters replaced by others, or deleted.',
  examples: [
    { expression: "translate('12.345,60', '.,', '_.')", result: '"12_345.60"' },
    { expression: "translate('a-b-c', '-', '')", result: '"abc"' },
  ],
  evaluate: ([text, from, to]) => {
    const targets = [...(to as string)]
    const table = new Map(
      [...(from as string)].map((one, k) => [one, targets[k] ?? '']).reverse() as [string, string][],
    )
    return [...(text as string)].map((one) => table.get(one) ?? one).join('')
  },
})
