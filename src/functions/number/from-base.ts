import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { checkedInteger } from '../../types/arithmetic.ts'

/** The integer that a text says in another base; NULL where it says none. */
export const fromBaseFunction = defineFunction({
  name: 'from_base',

  group: 'number',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the digits, with a minus perhaps' },
    { name: 'base', kinds: ['INTEGER'], prose: '2 to 36' },
  ],
  result: () => maybe('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['number-overflow'],
  prose: 'The integer that a text says in another base; NULL where it says none.',
  examples: [
    { expression: "from_base('ff', 16)", result: '255' },
    { expression: "from_base('-101', 2)", result: '-5' },
    { expression: "from_base('9', 8)", result: 'null' },
  ],
  evaluate: ([text, base]) => {
    const digits = Number(base)
    if (digits < 2 || digits > 36) throw new RecordError('number-overflow', 'a base is 2 to 36')
    const match = /^(-?)([0-9a-z]{1,64})$/i.exec(text as string)
    let value = 0n
    for (const one of match?.[2] ?? '?') {
      const digit = Number.parseInt(one, 36)
      if (!(digit < digits)) return null
      value = value * BigInt(digits) + BigInt(digit)
    }
    return checkedInteger(match?.[1] === '-' ? -value : value)
  },
})
