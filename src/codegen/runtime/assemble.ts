import { keepText, textsOf } from '../../types/json/source-text.ts'
import { outputText } from '../../types/json/write.ts'
import { toAny } from '../../types/text-of.ts'
import type { Type } from '../../types/type.ts'
import type { ObjectValue, Value } from '../../types/value.ts'
import { isObject } from './access.ts'

/** A piece of a row whose members are known only as the rule runs. */
export type Piece =
  | { readonly kind: 'value'; readonly path: readonly (string | number)[]; readonly type: Type }
  | { readonly kind: 'spread'; readonly except: ReadonlySet<string> }

type Growing = Record<string, Value> | Value[]

const fresh = (step: string | number | undefined): Growing =>
  typeof step === 'number' ? [] : (Object.create(null) as Record<string, Value>)

const keyOf = (step: string | number): string => (typeof step === 'number' ? String(step - 1) : step)

/** The value of a piece, and how it is written in its source if it is a number that is not written as any other. */
interface Written {
  readonly value: Value
  readonly text: string | undefined
}

/** Puts a value at its place, making the objects and arrays on the way. NULL that is to be omitted has none. */
const place = (
  root: Growing,
  path: readonly (string | number)[],
  { value, text }: Written,
  omitNulls: boolean,
): void => {
  let at = root as Record<string, Value>
  path.slice(0, -1).forEach((step, k) => {
    const key = keyOf(step)
    const existing = Object.hasOwn(at, key) ? at[key] : undefined
    const next = isObject(existing) || Array.isArray(existing) ? existing : fresh(path[k + 1])
    at[key] = next as Value
    at = next as Record<string, Value>
  })
  const last = path.at(-1)
  if (last === undefined || (value === null && omitNulls && typeof last !== 'number')) return
  at[keyOf(last)] = value
  keepText(at, typeof last === 'number' ? last - 1 : last, text)
}

/** An array with a value at every index; one that has them all stays what it is. */
const withoutGaps = (value: Value): Value =>
  Array.isArray(value) && (value as readonly Value[]).findIndex((e) => e === undefined) >= 0
    ? Array.from(value as readonly Value[], (e) => e ?? null)
    : value

const spread = (
  root: Record<string, Value>,
  from: ObjectValue,
  except: ReadonlySet<string>,
  omitNulls: boolean,
): void => {
  const texts = textsOf(from)
  for (const name of Object.keys(from)) {
    if (except.has(name) || (omitNulls && from[name] === null)) continue
    root[name] = from[name]
    keepText(root, name, texts?.get(name))
  }
}

/** The row of a rule with spreads; of two spread members of one name the later wins. */
export const assemble = (
  pieces: readonly Piece[],
  values: readonly Value[],
  /** By piece. */
  texts: readonly (string | undefined)[],
  omitNulls: boolean,
): string => {
  const root = fresh(undefined) as Record<string, Value>
  pieces.forEach((piece, k) => {
    const value = values[k] ?? null
    if (piece.kind === 'value') {
      place(root, piece.path, { value: toAny(value, piece.type), text: texts[k] }, omitNulls)
    } else if (isObject(value)) spread(root, value, piece.except, omitNulls)
  })
  for (const name of Object.keys(root)) root[name] = withoutGaps(root[name])
  return outputText(root, { kind: 'ANY', nullable: true })
}
