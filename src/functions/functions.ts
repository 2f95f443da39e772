import type { FunctionEntry } from '../catalog/function.ts'
import { textFunctions } from './text/list.ts'
import { numberFunctions } from './number/list.ts'
import { bitsFunctions } from './bits/list.ts'
import { jsonFunctions } from './json/list.ts'
import { arrayFunctions } from './array/list.ts'
import { objectFunctions } from './object/list.ts'
import { typeFunctions } from './type/list.ts'
import { nullFunctions } from './null/list.ts'
import { timeFunctions } from './time/list.ts'
import { hashFunctions } from './hash/list.ts'
import { geoFunctions } from './geo/list.ts'
import { networkFunctions } from './network/list.ts'
import { idFunctions } from './id/list.ts'
import { maskFunctions } from './mask/list.ts'
import { messageFunctions } from './message/list.ts'

/** All functions, by group. */
export const functions: readonly FunctionEntry[] = [
  ...textFunctions,
  ...numberFunctions,
  ...bitsFunctions,
  ...jsonFunctions,
  ...arrayFunctions,
  ...objectFunctions,
  ...typeFunctions,
  ...nullFunctions,
  ...timeFunctions,
  ...hashFunctions,
  ...geoFunctions,
  ...networkFunctions,
  ...idFunctions,
  ...maskFunctions,
  ...messageFunctions,
]
