import type { FunctionEntry } from '../../catalog/function.ts'
import { upperFunction } from './upper.ts'
import { lowerFunction } from './lower.ts'
import { lengthFunction } from './length.ts'
import { trimFunction } from './trim.ts'
import { ltrimFunction } from './ltrim.ts'
import { rtrimFunction } from './rtrim.ts'
import { substringFunction } from './substring.ts'
import { leftFunction } from './left.ts'
import { rightFunction } from './right.ts'
import { replaceFunction } from './replace.ts'
import { splitFunction } from './split.ts'
import { startsWithFunction } from './starts-with.ts'
import { endsWithFunction } from './ends-with.ts'
import { containsFunction } from './contains.ts'
import { positionFunction } from './position.ts'
import { concatFunction } from './concat.ts'
import { lpadFunction } from './lpad.ts'
import { rpadFunction } from './rpad.ts'
import { reverseFunction } from './reverse.ts'
import { regexpReplaceFunction } from './regexp-replace.ts'
import { regexpExtractFunction } from './regexp-extract.ts'

/** All functions of this group. */
export const textFunctions: readonly FunctionEntry[] = [
  upperFunction,
  lowerFunction,
  lengthFunction,
  trimFunction,
  ltrimFunction,
  rtrimFunction,
  substringFunction,
  leftFunction,
  rightFunction,
  replaceFunction,
  splitFunction,
  startsWithFunction,
  endsWithFunction,
  containsFunction,
  positionFunction,
  concatFunction,
  lpadFunction,
  rpadFunction,
  reverseFunction,
  regexpReplaceFunction,
  regexpExtractFunction,
]
