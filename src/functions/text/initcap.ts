import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text with the first letter of each word in upper case and all others in lower case. */
export const initcapFunction = defineFunction({
  name: 'initcap',

  group: 'text',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'the text' }],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',

  prose: 'The text with the first letter of each word in upper case and all others in lower case.',
  examples: [
    { expression: "initcap('hello WORLD')", result: '"Hello World"' },
    { expression: "initcap('o''neil-smith')", result: '"O\'Neil-Smith"' },
  ],
  evaluate: ([text]) =>
    (text as string).toLowerCase().replace(/(?<![\p{L}\p{N}])\p{L}/gu, (letter) => letter.toUpperCase()),
})
