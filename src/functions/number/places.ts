import { checkedDouble, checkedInteger } from '../../types/arithmetic.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Value } from '../../types/value.ts'

const PLACES_MAX = 400

/** What happens to digits that go: `half up` is half away from zero. */
export type Rounding = 'half up' | 'towards zero'

const cut = (value: Decimal, places: number): Decimal => {
  const nearest = value.round(places)
  const isAway = value.unscaled < 0n ? nearest.compare(value) < 0 : nearest.compare(value) > 0
  if (!isAway) return nearest
  const unit = places >= 0 ? new Decimal(1n, places) : new Decimal(10n ** BigInt(-places), 0)
  return value.unscaled < 0n ? nearest.add(unit) : nearest.subtract(unit)
}

/**
 * A number with so many digits behind the point, tens and hundreds for negative ones; of the same kind. A DOUBLE goes
 * by its shortest text, so that 2.345 is halfway between 2.34 and 2.35 as it is written.
 */
export const withPlaces = (number: Value, digits: Value, rounding: Rounding): Value => {
  const places = Math.max(-PLACES_MAX, Math.min(PLACES_MAX, Number(digits ?? 0)))
  const isInteger = typeof number === 'bigint' || Number.isSafeInteger(number)
  if (isInteger && places >= 0) return number
  const exact = number instanceof Decimal ? number : Decimal.parse(String(number))
  const kept =
    places >= exact.scale ? exact : rounding === 'half up' ? exact.round(places) : cut(exact, places)
  if (number instanceof Decimal) return kept
  return isInteger ? checkedInteger(kept.unscaled) : checkedDouble(kept.toNumber())
}
