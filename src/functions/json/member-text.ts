import type { Environment } from '../../catalog/function.ts'
import { textsOf } from '../../types/json/source-text.ts'
import type { Value } from '../../types/value.ts'
import { doubleText } from '../text/double-text.ts'
import { shownText } from '../text/text-of.ts'

/** Does the source write the number at this step with a point or an exponent? */
const hasPoint = (container: Value, step: Value): boolean => {
  if (typeof container !== 'object' || container === null) return false
  const length = Array.isArray(container) ? container.length : 0
  const key = typeof step === 'number' ? (step < 0 ? length + step : step - 1) : String(step)
  return /[.eE]/.test(textsOf(container)?.get(key) ?? '')
}

/** A member as a message shows it; a number with a point where its JSON has one. */
export const memberText = (container: Value, step: Value, value: Value, environment: Environment): string =>
  typeof value === 'number' && hasPoint(container, step) ? doubleText(value) : shownText(value, environment)
