const DIGITS_MAX = 10
/** Numbers from here on have no digits behind the point anyway. */
const FIXED_MAX = 1e21

/** A DOUBLE with a point and at most 10 digits behind it. */
export const doubleText = (value: number): string => {
  if (Math.abs(value) >= FIXED_MAX) return `${String(BigInt(value))}.0`
  const fixed = value.toFixed(DIGITS_MAX).replace(/0+$/, '')
  return fixed.endsWith('.') ? `${fixed}0` : fixed
}
