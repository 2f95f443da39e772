import { defineFunction } from '../../catalog/function.ts'
import { Decimal } from '../../types/decimal.ts'
import { RecordError } from '../../types/record-error.ts'
import { of } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'

/** A text is no longer than any number that fits a DECIMAL. */
const LENGTH_MAX = 400
const NUMBER = /^([+-]?)0*(\d+(?:\.\d+(?:[eE][+-]?\d+)?)?)$/

const read = (text: string): Decimal | undefined => {
  const match = text.length > LENGTH_MAX ? null : NUMBER.exec(text)
  return match === null ? undefined : Decimal.parse(`${match[1] === '-' ? '-' : ''}${match[2] ?? ''}`)
}

const decimalOf = (value: Value): Decimal | undefined => {
  if (typeof value === 'string') return read(value)
  if (typeof value === 'boolean') return Decimal.ofInteger(value ? 1 : 0)
  if (value instanceof Decimal) return value
  if (typeof value === 'bigint') return Decimal.ofInteger(value)
  if (typeof value !== 'number') return undefined
  return Number.isInteger(value) ? Decimal.ofInteger(value) : Decimal.ofDouble(value)
}

/** The number that a text writes with zeros or a plus before it, as times and codes do. */
export const paddedNumberFunction = defineFunction({
  name: 'padded_number',
  group: 'type',
  parameters: [{ name: 'value', kinds: ['ANY'], prose: 'the text; a number or boolean is taken as it is' }],
  result: () => of('DECIMAL'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['cast-failed'],
  prose:
    'The number that a text writes, which may have zeros or a plus before it, as 08 of a time does; CAST takes numbers as JSON writes them alone. An exponent needs a point before it, as in Erlang and so in EMQX. An error where the text is no number.',
  examples: [
    { expression: "padded_number('08')", result: '8' },
    { expression: "padded_number('+01.50')", result: '1.50' },
    { expression: 'padded_number(2.5)', result: '2.5' },
    { expression: "padded_number('8 V')", error: 'cast-failed' },
    { expression: "padded_number('1e3')", error: 'cast-failed' },
  ],
  evaluate: ([value]) => {
    const number = decimalOf(value as Value)
    if (number === undefined) throw new RecordError('cast-failed', 'the value is no number')
    return number
  },
})
