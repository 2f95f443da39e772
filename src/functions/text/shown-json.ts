import type { Environment } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import { keepText, textsOf } from '../../types/json/source-text.ts'
import { outputText } from '../../types/json/write.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor, isObject, newObject } from '../limits.ts'
import { doubleText } from './double-text.ts'

/** Whole numbers that their source writes as 2.0 keep their point in the copy. */
const keepPoint = (from: object, to: object, key: string | number, value: Value): void => {
  if (typeof value === 'number' && Number.isInteger(value) && /[.eE]/.test(textsOf(from)?.get(key) ?? ''))
    keepText(to, key, doubleText(value))
}

const sortedCopy = (value: Value, environment: Environment): Value => {
  if (Array.isArray(value)) {
    chargeFor(value.length, environment)
    const copy = (value as readonly Value[]).map((one) => sortedCopy(one, environment))
    value.forEach((one, k) => keepPoint(value, copy, k, one as Value))
    return copy
  }
  if (!isObject(value)) return value
  const names = Object.keys(value).sort((a, b) => order(a, b) ?? 0)
  chargeFor(names.length, environment)
  const copy = newObject()
  for (const name of names) {
    copy[name] = sortedCopy(value[name], environment)
    keepPoint(value, copy, name, value[name])
  }
  return copy
}

/** An array or object as a message shows it: members by name, 2.0 with its point. */
export const shownJson = (value: Value, type: Type, environment: Environment): string =>
  outputText(sortedCopy(value, environment), type)
