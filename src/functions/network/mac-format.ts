import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { limitedText } from '../limits.ts'

/** A MAC address in one form: lower case, bytes apart; NULL where the text is none. */
export const macFormatFunction = defineFunction({
  name: 'mac_format',
  group: 'network',
  parameters: [
    { name: 'address', kinds: ['STRING'], prose: '12 hex digits, with or without separators' },
    {
      name: 'separator',
      kinds: ['STRING'],
      prose: 'what stands between the bytes; : if absent',
      optional: true,
    },
  ],
  result: () => maybe('STRING'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'A MAC address in one form: lower case, bytes apart; NULL where the text is none.',
  examples: [
    { expression: "mac_format('00-1A-2B-3C-4D-5E')", result: '"00:1a:2b:3c:4d:5e"' },
    { expression: "mac_format('001a.2b3c.4d5e', '')", result: '"001a2b3c4d5e"' },
    { expression: "mac_format('00:1a')", result: 'null' },
  ],
  evaluate: ([address, separator]) => {
    const text = address as string
    const digits = text.replace(/[:.-]/g, '').toLowerCase()
    if (text.length > 17 || !/^[0-9a-f]{12}$/.test(digits)) return null
    return limitedText((digits.match(/../g) ?? []).join((separator as string | undefined) ?? ':'))
  },
})
