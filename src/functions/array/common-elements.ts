import type { FunctionEntry } from '../../catalog/function.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'
import { valueKey } from '../value-key.ts'

/** The elements that are in the other array, or those that are not, each once. */
export const commonElements =
  (areCommon: boolean): FunctionEntry['evaluate'] =>
  ([array, other], environment) => {
    const [all, others] = [array as readonly Value[], other as readonly Value[]]
    chargeFor(all.length + others.length, environment)
    const keys = new Set(others.map(valueKey))
    const kept = new Map(all.map((one): [string, Value] => [valueKey(one), one ?? null]))
    return [...kept].filter(([key]) => keys.has(key) === areCommon).map(([, one]) => one)
  }
