import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text without the prefix, if it begins with it. */
export const removePrefixFunction = defineFunction({
  name: 'remove_prefix',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'prefix', kinds: ['STRING'], prose: 'what is taken away' },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text without the prefix, if it begins with it.',
  examples: [
    { expression: "remove_prefix('sensor/7', 'sensor/')", result: '"7"' },
    { expression: "remove_prefix('7', 'sensor/')", result: '"7"' },
  ],
  evaluate: ([text, prefix]) =>
    (text as string).startsWith(prefix as string)
      ? (text as string).slice((prefix as string).length)
      : (text as string),
})
