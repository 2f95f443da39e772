import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

/** The text with a part replaced by another, by position. */
export const overlayFunction = defineFunction({
  name: 'overlay',

  group: 'text',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    { name: 'replacement', kinds: ['STRING'], prose: 'what comes in' },
    { name: 'from', kinds: ['INTEGER'], prose: 'position of the first character that goes, from 1' },
    {
      name: 'length',
      kinds: ['INTEGER'],
      prose: 'how many characters go; as many as the replacement has if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  errors: ['value-too-large'],
  prose: 'The text with a part replaced by another, by position.',
  examples: [
    { expression: "overlay('abcdef', 'XY', 3)", result: '"abXYef"' },
    { expression: "overlay('abcdef', '-', 2, 4)", result: '"a-f"' },
  ],
  evaluate: ([text, replacement, from, length]) => {
    const characters = [...(text as string)]
    const first = Math.max(0, Number(from) - 1)
    const count = length === undefined ? [...(replacement as string)].length : Math.max(0, Number(length))
    const parts = [...characters.slice(0, first), replacement as string, ...characters.slice(first + count)]
    return limitedText(parts.join(''))
  },
})
