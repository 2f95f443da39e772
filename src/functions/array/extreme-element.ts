import type { FunctionEntry } from '../../catalog/function.ts'
import { order } from '../../types/compare.ts'
import type { Value } from '../../types/value.ts'
import { chargeFor } from '../limits.ts'

/** The element that is above (1) or below (-1) all others; NULLs are skipped. */
export const extremeElement =
  (side: 1 | -1): FunctionEntry['evaluate'] =>
  ([array], environment) => {
    const kept = (array as readonly Value[]).filter((one) => one != null)
    chargeFor(kept.length, environment)
    return kept.length === 0 ? null : kept.reduce((best, one) => (order(one, best) === side ? one : best))
  }
