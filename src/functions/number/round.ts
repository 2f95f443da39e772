import { defineFunction } from '../../catalog/function.ts'
import { Decimal } from '../../types/decimal.ts'

/** Rounds by the shortest decimal text of a DOUBLE, so that 2.345 goes to 2.35 as it is written. */
const roundDouble = (value: number, places: number): number => {
  if (places >= 0) return Decimal.ofDouble(value).round(places).toNumber()
  const unit = 10 ** -places
  return (
    Decimal.ofDouble(value / unit)
      .round(0)
      .toNumber() * unit
  )
}

/** The nearest number with so many digits behind the point, half away from zero. */
export const roundFunction = defineFunction({
  name: 'round',
  group: 'number',
  parameters: [
    { name: 'number', kinds: ['INTEGER', 'DOUBLE', 'DECIMAL'], prose: 'the number' },
    { name: 'digits', kinds: ['INTEGER'], prose: 'digits behind the point, 0 if absent', optional: true },
  ],
  result: (types) =>
    types[0]?.kind === 'INTEGER' || types[0]?.kind === 'DECIMAL'
      ? types[0]
      : { kind: 'DOUBLE', nullable: false },
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'same',
  prose: 'The nearest number with so many digits behind the point, half away from zero.',
  examples: [
    { expression: 'round(2.345, 2)', result: '2.35' },
    { expression: 'round(-2.5)', result: '-3' },
    { expression: 'round(1250, -2)', result: '1300' },
  ],
  evaluate: ([number, digits]) => {
    const places = Math.max(-15, Math.min(15, Number(digits ?? 0)))
    if (typeof number === 'number') return roundDouble(number, places)
    return number instanceof Decimal ? number.round(Math.max(0, places)) : (number as bigint)
  },
})
