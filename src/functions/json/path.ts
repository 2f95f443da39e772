import type { Value } from '../../types/value.ts'
import { isObject } from '../limits.ts'

/** The steps of a path such as a.b[1]['odd key']; undefined where it is none. */
export const stepsOf = (path: string): readonly (string | number)[] | undefined => {
  const steps: (string | number)[] = []
  const step = /(?:^|\.)([\p{L}_][\p{L}\p{N}_]*)|\[(-?\d{1,9})\]|\[(?:'([^']*)'|"([^"]*)")\]/uy
  while (step.lastIndex < path.length) {
    const match = step.exec(path)
    if (match === null) return undefined
    const [, word, index, single, double] = match
    steps.push(index === undefined ? (word ?? single ?? double ?? '') : Number(index))
  }
  return steps
}

/** The steps of a JSON pointer (RFC 6901), whose arrays count from 0; undefined where it is none. */
export const pointerSteps = (pointer: string): readonly string[] | undefined => {
  if (pointer === '') return []
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return undefined
  const parts = pointer.slice(1).split('/')
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at the end of the steps; undefined where one is missing. Arrays count from 1, and -1 is the last. */
export const walk = (value: Value, steps: readonly (string | number)[]): Value => {
  let at = value
  for (const step of steps) {
    if (typeof step === 'number')
      at = Array.isArray(at) ? (at as readonly Value[]).at(step > 0 ? step - 1 : step) : undefined
    else at = isObject(at) && Object.hasOwn(at, step) ? at[step] : undefined
    if (step === 0) return undefined
  }
  return at
}
