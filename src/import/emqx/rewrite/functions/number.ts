import { integers } from '../arithmetic.ts'
import { BOOLEAN, FLOAT, INTEGER, NUMBER, TEXT, may, only } from '../kinds.ts'
import { at, canBeNull, level, piece, solid, type Piece } from '../piece.ts'
import { identical, raises } from '../conditions.ts'
import { floatTest, warnComputed } from '../whole.ts'
import { builder, ofIntegers, orFail, same, type Arguments, type Builder } from './argument.ts'
import { warnHalves } from './halves.ts'

/** A function of a DOUBLE that gives one. */
const float = (name: string): Builder => same(name, 1, FLOAT)

const whole = (name: string): Builder => same(name, 1, INTEGER)

/** Text is no number for functions of numbers. */
const numberOnly = (p: Piece): string =>
  `CASE WHEN is_number(${p.code}) THEN ${p.code} ELSE fail('fmod takes numbers') END`

const fmod = (a: Arguments): Piece => {
  const [one, two] = [a.value(0), a.value(1)]
  const number = only(one.kinds, NUMBER) ? one.code : numberOnly(one)
  return piece(`CAST(${number} AS DOUBLE) MOD ${at(two, level.unary)}`, FLOAT, {
    level: level.product,
    nullFails: canBeNull(one) || canBeNull(two),
  })
}

/** Inverse hyperbolic functions by their logarithms. */
const inverse = (formula: (x: string) => string): Builder =>
  builder(1, 1, (a) => {
    const x = a.value(0)
    return piece(formula(x.code), FLOAT, { nullFails: canBeNull(x) })
  })

/** Integers of EMQX have no end, those of Sluice 64 bits: what does not fit is an error, and nothing is lost. */
const shiftLeft = (a: Arguments): Piece => {
  const count = a.constantInteger(1)
  if (count === undefined || count < 0 || count > 62)
    throw a.refuse(
      1,
      'bits are shifted to the left by a count that varies, or by more than 62',
      'multiply by 2 instead',
    )
  return piece(`${at(a.integer(0), level.product)} * ${String(2 ** count)}`, INTEGER, {
    level: level.product,
  })
}

const eq = (a: Arguments): Piece => {
  const [one, two] = [a.solid(0), a.solid(1)]
  if (only(one.kinds, NUMBER) && only(two.kinds, NUMBER))
    return piece(`${at(one, level.concat)} = ${at(two, level.concat)}`, BOOLEAN, { level: level.comparison })
  const equal = identical(a.context, one, two)
  return piece(equal.mayBeNull ? `coalesce(${equal.code}, FALSE)` : equal.code, BOOLEAN, {
    level: equal.mayBeNull ? level.primary : equal.level,
  })
}

/** A number, or the number that a text writes. */
const doubleOf = ({ kinds, code }: Piece): string =>
  `CAST(${only(kinds, NUMBER) ? code : `padded_number(${code})`} AS DOUBLE)`

const digitsOf = (a: Arguments): string => {
  const digits = a.constantInteger(1)
  if (digits === undefined || digits < 0 || digits > 10)
    throw a.refuse(1, 'digits that vary, or more than 10', 'name a number from 0 to 10')
  warnHalves(a)
  return String(digits)
}

const rounded = (a: Arguments): Piece => {
  const digits = digitsOf(a)
  const number = doubleOf(a.value(0))
  return piece(`round(${number}, ${digits})`, FLOAT, { nullFails: canBeNull(a.value(0)) })
}

/** The digits of a float: text and integers are an error there. */
const float2str = (a: Arguments): Piece => {
  const digits = digitsOf(a)
  const value = a.value(0)
  const { code, kinds, source } = solid(value)
  const written = `text_of(CAST(round(${code}, ${digits}) AS DOUBLE))`
  if (only(kinds, FLOAT)) return piece(written, TEXT)
  const { span } = a.node(0)
  if (!may(kinds, FLOAT)) {
    const help = 'EMQX never made a row here; float(…) makes a float'
    return piece(raises(a.context, span, 'float2str takes floats', help, false).code, TEXT)
  }
  if (source === undefined && may(kinds, INTEGER)) warnComputed(a.context, 'float2str', span)
  return orFail(floatTest({ ...value, code }), written, 'float2str takes floats', TEXT)
}

export const numberBuilders: Readonly<Record<string, Builder>> = {
  abs: ofIntegers('abs', 1),
  ...Object.fromEntries(
    'acos asin atan cos cosh exp sin sinh sqrt tan tanh log10 log2'
      .split(' ')
      .map((name) => [name, float(name)]),
  ),
  log: same('ln', 1, FLOAT),
  power: same('power', 2, FLOAT),
  acosh: inverse((x) => `ln(${x} + sqrt(${x} * ${x} - 1))`),
  asinh: inverse((x) => `ln(${x} + sqrt(${x} * ${x} + 1))`),
  atanh: inverse((x) => `ln((1 + ${x}) / (1 - ${x})) / 2`),
  ceil: whole('ceil'),
  floor: whole('floor'),
  round: whole('round'),
  fmod: builder(2, 2, fmod),
  div: builder(2, 2, (a) => integers(a.context, 'div', a.value(0), a.value(1), a.expr.span)),
  mod: builder(2, 2, (a) => integers(a.context, 'mod', a.value(0), a.value(1), a.expr.span)),
  eq: builder(2, 2, eq),
  bitnot: ofIntegers('bit_not', 1),
  bitand: ofIntegers('bit_and', 2),
  bitor: ofIntegers('bit_or', 2),
  bitxor: ofIntegers('bit_xor', 2),
  bitsl: builder(2, 2, shiftLeft),
  bitsr: ofIntegers('bit_shift_right', 2),
  random: same('random', 0, FLOAT),
  float: builder(1, 2, (a) =>
    a.count === 2 ? rounded(a) : piece(doubleOf(a.value(0)), FLOAT, { nullFails: canBeNull(a.value(0)) }),
  ),
  float2str: builder(2, 2, float2str),
  int: builder(1, 1, (a) => {
    const value = a.value(0)
    if (only(value.kinds, INTEGER)) return value
    const number = only(value.kinds, NUMBER) ? value.code : `padded_number(${value.code})`
    return piece(`CAST(floor(${number}) AS INTEGER)`, INTEGER, { nullFails: canBeNull(value) })
  }),
}
