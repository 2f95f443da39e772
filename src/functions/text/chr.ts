import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The character of a Unicode code point; NULL where there is none. */
export const chrFunction = defineFunction({
  name: 'chr',

  group: 'text',
  parameters: [{ name: 'code', kinds: ['INTEGER'], prose: 'the code point, 1 to 1114111' }],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'guarded',

  prose: 'The character of a Unicode code point; NULL where there is none.',
  examples: [
    { expression: 'chr(65)', result: '"A"' },
    { expression: 'chr(8364)', result: '"€"' },
    { expression: 'chr(55296)', result: 'null' },
  ],
  evaluate: ([code]) => {
    const point = Number(code)
    const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    return isCharacter ? String.fromCodePoint(point) : null
  },
})
