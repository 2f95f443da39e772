import { LIST, only } from './kinds.ts'
import { piece, type Piece } from './piece.ts'

/** Where in a list a value is put: `[0]` goes before it, `[-0]` behind it, others replace. */
export type ElementPlace = number | 'head' | 'tail'

const replaced = (list: string, position: number, value: string): string => {
  const before = `slice(${list}, 1, ${String(position - 1)})`
  const behind = position === -1 ? '[]' : `slice(${list}, ${String(position + 1)})`
  const parts = [...(position === 1 ? [] : [before]), `[${value}]`, ...(behind === '[]' ? [] : [behind])]
  const isThere = `array_length(${list}) >= ${String(Math.abs(position))}`
  return `CASE WHEN ${isThere} THEN array_concat(${parts.join(', ')}) ELSE ${list} END`
}

/**
 * A list that only the run knows, with a value put into it. Where there is no such place it stays as it is; what is
 * no list becomes one of one element. `value` stands alone in the place, `inside` where an element was before.
 */
export const putElement = (old: Piece, at: ElementPlace, value: string, inside: string): Piece => {
  const list = old.code
  const put =
    at === 'head'
      ? `array_prepend(${list}, ${value})`
      : at === 'tail'
        ? `array_append(${list}, ${value})`
        : replaced(list, at, inside)
  if (only(old.kinds, LIST)) return piece(put, LIST)
  return piece(`CASE typeof(${list}) WHEN 'ARRAY' THEN ${put} ELSE [${value}] END`, LIST)
}
