import { jsonText } from '../../types/json/write.ts'
import { toAny } from '../../types/text-of.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { isObject } from './access.ts'

/** A piece of a row whose members are known only as the rule runs. */
export type Piece =
  | { readonly kind: 'value'; readonly path: readonly (string | number)[]; readonly type: Type }
  | { readonly kind: 'spread'; readonly except: ReadonlySet<string> }

type Growing = Record<string, Value> | Value[]

const fresh = (step: string | number | undefined): Growing =>
  typeof step === 'number' ? [] : (Object.create(null) as Record<string, Value>)

const keyOf = (step: string | number): string => (typeof step === 'number' ? String(step - 1) : step)

/** Puts a value at its place, making the objects and arrays on the way. NULL that is to be omitted has none. */
const place = (root: Growing, path: readonly (string | number)[], value: Value, omitNulls: boolean): void => {
  let at = root as Record<string, Value>
  path.slice(0, -1).forEach((step, k) => {
    const key = keyOf(step)
    const existing = Object.hasOwn(at, key) ? at[key] : undefined
    const next = isObject(existing) || Array.isArray(existing) ? existing : fresh(path[k + 1])
    at[key] = next as Value
    at = next as Record<string, Value>
  })
  const last = path.at(-1)
  if (last !== undefined && (value !== null || !omitNulls || typeof last === 'number'))
    at[keyOf(last)] = value
}

const withoutGaps = (value: Value): Value =>
  Array.isArray(value) ? Array.from(value as readonly Value[], (e) => e ?? null) : value

/** The row of a rule with spreads; of two spread members of one name the later wins. */
export const assemble = (pieces: readonly Piece[], values: readonly Value[], omitNulls: boolean): string => {
  const root = fresh(undefined) as Record<string, Value>
  pieces.forEach((piece, k) => {
    const value = values[k] ?? null
    if (piece.kind === 'value') {
      place(root, piece.path, toAny(value, piece.type), omitNulls)
    } else if (isObject(value)) {
      for (const name of Object.keys(value))
        if (!piece.except.has(name) && !(omitNulls && value[name] === null)) root[name] = value[name]
    }
  })
  for (const name of Object.keys(root)) root[name] = withoutGaps(root[name])
  return jsonText(root, { kind: 'ANY', nullable: true })
}
