import type { FunctionEntry } from '../../catalog/function.ts'
import { absFunction } from './abs.ts'
import { roundFunction } from './round.ts'
import { floorFunction } from './floor.ts'
import { ceilFunction } from './ceil.ts'
import { signFunction } from './sign.ts'
import { sqrtFunction } from './sqrt.ts'
import { powerFunction } from './power.ts'
import { expFunction } from './exp.ts'
import { lnFunction } from './ln.ts'
import { leastFunction } from './least.ts'
import { greatestFunction } from './greatest.ts'
import { randomFunction } from './random.ts'
import { sinFunction } from './sin.ts'
import { cosFunction } from './cos.ts'
import { tanFunction } from './tan.ts'
import { asinFunction } from './asin.ts'
import { acosFunction } from './acos.ts'
import { atanFunction } from './atan.ts'
import { sinhFunction } from './sinh.ts'
import { coshFunction } from './cosh.ts'
import { tanhFunction } from './tanh.ts'
import { log10Function } from './log10.ts'
import { log2Function } from './log2.ts'
import { cbrtFunction } from './cbrt.ts'
import { degreesFunction } from './degrees.ts'
import { radiansFunction } from './radians.ts'
import { atan2Function } from './atan2.ts'
import { hypotFunction } from './hypot.ts'
import { piFunction } from './pi.ts'
import { logFunction } from './log.ts'
import { truncFunction } from './trunc.ts'
import { modFunction } from './mod.ts'
import { gcdFunction } from './gcd.ts'
import { lcmFunction } from './lcm.ts'
import { factorialFunction } from './factorial.ts'
import { clampFunction } from './clamp.ts'
import { widthBucketFunction } from './width-bucket.ts'
import { mapRangeFunction } from './map-range.ts'
import { roundToFunction } from './round-to.ts'
import { interpolateFunction } from './interpolate.ts'
import { safeDivideFunction } from './safe-divide.ts'
import { percentFunction } from './percent.ts'
import { isEvenFunction } from './is-even.ts'
import { toBaseFunction } from './to-base.ts'
import { fromBaseFunction } from './from-base.ts'
import { formatNumberFunction } from './format-number.ts'
import { randomIntegerFunction } from './random-integer.ts'
import { celsiusFunction } from './celsius.ts'
import { fahrenheitFunction } from './fahrenheit.ts'
import { dewPointFunction } from './dew-point.ts'

/** All functions of this group. */
export const numberFunctions: readonly FunctionEntry[] = [
  absFunction,
  roundFunction,
  floorFunction,
  ceilFunction,
  signFunction,
  sqrtFunction,
  powerFunction,
  expFunction,
  lnFunction,
  leastFunction,
  greatestFunction,
  randomFunction,
  sinFunction,
  cosFunction,
  tanFunction,
  asinFunction,
  acosFunction,
  atanFunction,
  sinhFunction,
  coshFunction,
  tanhFunction,
  log10Function,
  log2Function,
  cbrtFunction,
  degreesFunction,
  radiansFunction,
  atan2Function,
  hypotFunction,
  piFunction,
  logFunction,
  truncFunction,
  modFunction,
  gcdFunction,
  lcmFunction,
  factorialFunction,
  clampFunction,
  widthBucketFunction,
  mapRangeFunction,
  roundToFunction,
  interpolateFunction,
  safeDivideFunction,
  percentFunction,
  isEvenFunction,
  toBaseFunction,
  fromBaseFunction,
  formatNumberFunction,
  randomIntegerFunction,
  celsiusFunction,
  fahrenheitFunction,
  dewPointFunction,
]
