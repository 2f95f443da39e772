import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { Decimal } from '../../types/decimal.ts'
import { RecordError } from '../../types/record-error.ts'

/** A number as people read it: rounded half away from zero, with thousands apart. */
export const formatNumberFunction = defineFunction({
  name: 'format_number',

  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    { name: 'digits', kinds: ['INTEGER'], prose: 'digits behind the point, 0 to 100' },
    {
      name: 'group',
      kinds: ['STRING'],
      prose: 'what stands between thousands; a comma if absent',
      optional: true,
    },
    {
      name: 'point',
      kinds: ['STRING'],
      prose: 'what stands before the fraction; a point if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'A number as people read it: rounded half away from zero, with thousands apart.',
  examples: [
    { expression: 'format_number(1234567.891, 2)', result: '"1,234,567.89"' },
    { expression: "format_number(-1234.5, 1, '.', ',')", result: '"-1.234,5"' },
    { expression: 'format_number(5, 0)', result: '"5"' },
  ],
  evaluate: ([number, digits, group, point]) => {
    const places = Number(digits)
    if (places < 0 || places > 100) throw new RecordError('number-overflow', 'digits are 0 to 100')
    const exact = number instanceof Decimal ? number : Decimal.parse(String(number))
    const [whole = '', fraction] = exact.round(places).toString().split('.')
    const apart = whole.replace(/(?<=\d)(?=(?:\d{3})+$)/g, (group as string | undefined) ?? ',')
    return fraction === undefined ? apart : apart + ((point as string | undefined) ?? '.') + fraction
  },
})
