import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text without the suffix, if it ends with it. */
export const removeSuffixFunction = defineFunction({
  name: 'remove_suffix',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'suffix', kinds: ['STRING'], prose: 'what is taken away' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text without the suffix, if it ends with it.',
  examples: [
    { expression: "remove_suffix('21.5C', 'C')", result: '"21.5"' },
    { expression: "remove_suffix('21.5', 'C')", result: '"21.5"' },
  ],
  evaluate: ([text, suffix]) =>
    (text as string).endsWith(suffix as string)
      ? (text as string).slice(0, (text as string).length - (suffix as string).length)
      : (text as string),
})
