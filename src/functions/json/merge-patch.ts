import type { Environment } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor, newObject, isObject } from '../limits.ts'

/** JSON Merge Patch by RFC 7396: members of NULL go, objects merge, everything else is replaced. */
export const mergePatch = (target: Value, patch: Value, environment: Environment): Value => {
  if (!isObject(patch)) return patch ?? null
  const entries = Object.entries(patch)
  chargeFor(entries.length, environment)
  const merged = newObject()
  if (isObject(target)) {
    chargeFor(Object.keys(target).length, environment)
    for (const [name, value] of Object.entries(target)) merged[name] = value
  }
  for (const [name, value] of entries)
    if (value == null) Reflect.deleteProperty(merged, name)
    else merged[name] = mergePatch(merged[name], value, environment)
  return merged
}
