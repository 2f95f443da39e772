import { defineFunction } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { of } from '../../types/type.ts'
import { textOf } from '../../types/text-of.ts'
import { joinedText } from '../limits.ts'
import { elementOf } from '../common-type.ts'

/** The values as one line of CSV, by RFC 4180, without a line end. */
export const csvLineFunction = defineFunction({
  name: 'csv_line',

  group: 'text',
  parameters: [
    { name: 'values', kinds: ['ARRAY'], prose: 'the fields; NULL is an empty field' },
    {
      name: 'separator',
      kinds: ['STRING'],
      prose: 'what stands between the fields; a comma if absent',
      optional: true,
    },
  ],
  result: () => of('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'The values as one line of CSV, by RFC 4180, without a line end.',
  examples: [
    { expression: "csv_line(['a', 'b,c', NULL, 1])", result: '"a,\\"b,c\\",,1"' },
    { expression: "csv_line(['x\"y'], ';')", result: '"\\"x\\"\\"y\\""' },
  ],
  evaluate: ([values, separator], _, types) => {
    const comma = (separator as string | undefined) ?? ','
    const fields = (values as Value[]).map((value) => {
      const text = value == null ? '' : textOf(value, elementOf(types[0]))
      return text.includes(comma) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    return joinedText(fields, comma)
  },
})
