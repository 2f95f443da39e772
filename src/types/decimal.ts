import { RecordError } from './record-error.ts'

/** Most digits that a DECIMAL may have before and behind its point; a longer one is an error of its record. */
export const DECIMAL_DIGITS_MAX = 1_000

const SYNTAX = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/
const TENS_KEPT = 64
const tensKept = Array.from({ length: TENS_KEPT }, (_, count) => 10n ** BigInt(count))
const tens = (count: number): bigint => tensKept[count] ?? 10n ** BigInt(count)

/** An exact decimal number: `unscaled * 10 ** -scale`. Immutable; `scale` is 0 or more. */
export class Decimal {
  readonly unscaled: bigint
  readonly scale: number

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled
    this.scale = scale
  }

  /** From text in JSON's number syntax; the digits behind the point are kept, trailing zeros included. */
  static parse(text: string): Decimal {
    const match = SYNTAX.exec(text)
    if (match === null) throw new RecordError('cast-failed', 'the text is no decimal number')
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
    const scale = fraction.length - Number(exponent)
    if (whole.length + fraction.length > DECIMAL_DIGITS_MAX || Math.abs(scale) > DECIMAL_DIGITS_MAX)
      throw new RecordError('number-overflow', `a DECIMAL has at most ${String(DECIMAL_DIGITS_MAX)} digits`)
    const digits = BigInt(sign + whole + fraction)
    return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * tens(-scale), 0)
  }

  /** The value of the shortest text of a finite DOUBLE: 0.1 is 0.1. */
  static ofDouble(value: number): Decimal {
    return Decimal.parse(String(value))
  }

  static ofInteger(value: number | bigint): Decimal {
    return new Decimal(BigInt(value), 0)
  }

  /** Is this a DECIMAL(precision, scale) without losing a digit? */
  fits(precision: number, scale: number): boolean {
    let digits = this.unscaled
    let behind = this.scale
    for (; behind > scale; behind--) {
      if (digits % 10n !== 0n) return false
      digits /= 10n
    }
    const limit = tens(precision - scale + behind)
    return digits < limit && digits > -limit
  }

  /** Unscaled digits at a larger or equal scale. */
  private at(scale: number): bigint {
    return this.unscaled * tens(scale - this.scale)
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale)
    return new Decimal(this.at(scale) + other.at(scale), scale).checked()
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate())
  }

  negate(): Decimal {
    return new Decimal(-this.unscaled, this.scale)
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.unscaled * other.unscaled, this.scale + other.scale).checked()
  }

  /** Quotient rounded half up (away from zero) at `scale` digits behind the point. */
  divide(other: Decimal, scale: number): Decimal {
    const numerator = this.unscaled * tens(scale + other.scale)
    return new Decimal(divideHalfUp(numerator, other.unscaled * tens(this.scale)), scale).checked()
  }

  /** Whole quotient, truncated towards zero. */
  quotient(other: Decimal): bigint {
    const scale = Math.max(this.scale, other.scale)
    return this.at(scale) / other.at(scale)
  }

  /** Remainder with the sign of the dividend. */
  remainder(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale)
    return new Decimal(this.at(scale) % other.at(scale), scale)
  }

  /** -1, 0 or 1, by value. */
  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale)
    const left = this.at(scale)
    const right = other.at(scale)
    return left < right ? -1 : left > right ? 1 : 0
  }

  /**
   * The nearest value with so many digits behind the point, half up (away from zero); a negative scale rounds to
   * tens, hundreds and so on. Missing digits are filled with zeros.
   */
  round(scale: number): Decimal {
    if (scale >= this.scale) return new Decimal(this.at(scale), scale).checked()
    const rounded = divideHalfUp(this.unscaled, tens(this.scale - scale))
    return scale >= 0 ? new Decimal(rounded, scale) : new Decimal(rounded * tens(-scale), 0)
  }

  truncate(): bigint {
    return this.unscaled / tens(this.scale)
  }

  /** The largest whole number that is not above the value. */
  floor(): bigint {
    const unit = tens(this.scale)
    const whole = this.unscaled / unit
    return this.unscaled < 0n && whole * unit !== this.unscaled ? whole - 1n : whole
  }

  /** The smallest whole number that is not below the value. */
  ceil(): bigint {
    return -this.negate().floor()
  }

  get isZero(): boolean {
    return this.unscaled === 0n
  }

  toNumber(): number {
    return Number(this.toString())
  }

  /** All digits, with as many behind the point as the scale says; never an exponent. */
  toString(): string {
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled)
      .toString()
      .padStart(this.scale + 1, '0')
    const sign = this.unscaled < 0n ? '-' : ''
    if (this.scale === 0) return sign + digits
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`
  }

  private checked(): Decimal {
    if (this.scale <= DECIMAL_DIGITS_MAX && this.unscaled < LIMIT && this.unscaled > -LIMIT) return this
    throw new RecordError('number-overflow', `a DECIMAL has at most ${String(DECIMAL_DIGITS_MAX)} digits`)
  }
}

const LIMIT = tens(DECIMAL_DIGITS_MAX)

const divideHalfUp = (numerator: bigint, denominator: bigint): bigint => {
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  const size = denominator < 0n ? -denominator : denominator
  if ((twice < 0n ? -twice : twice) < size) return quotient
  return numerator < 0n === denominator < 0n ? quotient + 1n : quotient - 1n
}
