import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

/** The first number in a text that people or devices wrote, with its unit and thousands: blanks and the other of . and , between digits are passed over; NULL where there is none. */
export const parseNumberFunction = defineFunction({
  name: 'parse_number',
  group: 'type',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'point',
      kinds: ['STRING'],
      prose: 'what stands before the decimals; . if absent',
      optional: true,
    },
  ],
  result: () => maybe('DOUBLE'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose:
    'The first number in a text that people or devices wrote, with its unit and thousands: blanks and the other of . and , between digits are passed over; NULL where there is none.',
  examples: [
    { expression: "parse_number('21.5 °C')", result: '21.5' },
    { expression: "parse_number('EUR 1.234,50', ',')", result: '1234.5' },
    { expression: "parse_number('n/a')", result: 'null' },
  ],
  evaluate: ([text, point]) => {
    const mark = (point as string | undefined) ?? '.'
    const other = mark === ',' ? '.' : ','
    const match = /[-+]?\d[\d.,' ]*(?:[eE][-+]?\d+)?/.exec(limitedText(text as string))
    if (match === null) return null
    const plain = match[0].replaceAll(other, '').replace(/[' ]/g, '').replace(mark, 'P').replaceAll(mark, '')
    const number = Number(plain.replace('P', '.').replace(/\.$/, ''))
    return Number.isFinite(number) ? number + 0 : null
  },
})
