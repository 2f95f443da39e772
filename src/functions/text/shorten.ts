import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'

/** The text, cut to a length, with an ending that says so. */
export const shortenFunction = defineFunction({
  name: 'shorten',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'length', kinds: ['INTEGER'], prose: 'most characters that stay, the ending included' },
    {
      name: 'ending',
      kinds: ['STRING'],
      prose: 'what stands at the end of a text that was cut; … if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',

  prose: 'The text, cut to a length, with an ending that says so.',
  examples: [
    { expression: "shorten('temperature', 5)", result: '"temp…"' },
    { expression: "shorten('temp', 5)", result: '"temp"' },
    { expression: "shorten('temperature', 4, '')", result: '"temp"' },
  ],
  evaluate: ([text, length, ending]) => {
    const characters = [...(text as string)]
    const most = Math.max(0, Number(length))
    if (characters.length <= most) return text as string
    const end = [...((ending as string | undefined) ?? '…')]
    return [...characters.slice(0, Math.max(0, most - end.length)), ...end].slice(0, most).join('')
  },
})
