import { memberOf, nameCode, textLiteral } from '../rewrite/piece.ts'
import { Uncarried, type Filter } from './program.ts'

/** A step of a path that a value is set at: a member, or all elements of an array. */
type Step = { readonly kind: 'field'; readonly name: string } | { readonly kind: 'each' }

/** Code that steps may stand behind. */
export const whole = (code: string): string => (/^(?:CASE\b|[-\d])/.test(code) ? `(${code})` : code)

/** The name of a member in an object. */
export const nameOf = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) ? nameCode(name) : textLiteral(name)

/** An object of parts, whose constant names stand together. */
export const objectOf = (parts: readonly string[]): string =>
  parts.every((part) => part.startsWith('{'))
    ? `{${parts.map((part) => part.slice(1, -1)).join(', ')}}`
    : parts.reduce((all, part) => `merge(${all}, ${part})`)

/** The steps of a path from the value itself. */
export const stepsOf = (path: Filter): readonly Step[] => {
  if (path.kind === 'identity') return []
  if (path.kind === 'field' && !path.isOptional)
    return [...stepsOf(path.target), { kind: 'field', name: path.name }]
  if (path.kind === 'iterate' && !path.isOptional) return [...stepsOf(path.target), { kind: 'each' }]
  throw new Uncarried('a change at such a path')
}

/** The value with a change at the end of a path; what is null on the way becomes an object. */
export const changedAt = (
  code: string,
  steps: readonly Step[],
  change: (old: string) => string,
  fresh: () => string,
): string => {
  const [step, ...rest] = steps
  if (step === undefined) return change(code)
  if (step.kind === 'each') {
    const name = fresh()
    return `map(not_null(${code}), ${name} -> ${changedAt(name, rest, change, fresh)})`
  }
  const inner = changedAt(memberOf(whole(code), step.name), rest, change, fresh)
  return `merge(coalesce(${code}, {}), {${nameOf(step.name)}: ${inner}})`
}

/** Elements from one position to another, which count from 0 or, negative, from the end. */
export const sliced = (code: string, from: number, to: number | undefined): string => {
  const size = `array_length(${code})`
  const start = from >= 0 ? String(from + 1) : `greatest(1, ${size} - ${String(-from - 1)})`
  if (to === undefined) return `slice(${code}, ${start})`
  const end = to >= 0 ? String(to) : `${size} - ${String(-to)}`
  return `CASE WHEN ${end} >= ${start} THEN slice(${code}, ${start}, ${end}) ELSE [] END`
}

/** The value without what stands at a path. */
export const removed = (code: string, path: Filter, fresh: () => string): string => {
  if (path.kind === 'comma' && path.left.kind === 'field' && path.right.kind === 'field')
    return removed(removed(code, path.left, fresh), path.right, fresh)
  if (path.kind === 'field')
    return changedAt(code, stepsOf(path.target), (old) => `omit(${old}, [${textLiteral(path.name)}])`, fresh)
  if (path.kind !== 'index') throw new Uncarried('`del` at such a path')
  const { at } = path
  const without = (old: string): string => {
    if (at === 0) return sliced(old, 1, undefined)
    if (at === -1) return sliced(old, 0, -1)
    return `array_concat(${sliced(old, 0, at)}, ${sliced(old, at + 1, undefined)})`
  }
  return changedAt(code, stepsOf(path.target), without, fresh)
}
