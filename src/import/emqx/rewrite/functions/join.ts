import { TEXT } from '../kinds.ts'
import { at, canBeNull, level, piece, text, type Piece } from '../piece.ts'
import { textOrFail, warnBytes, warnNumber } from '../text.ts'
import type { Arguments } from './argument.ts'

/** The elements of a list as they are written, or undefined where only the run knows them. */
export const written = (a: Arguments, k: number): readonly Piece[] | undefined => {
  const node = a.node(k)
  return node.kind === 'list' ? node.elements.map((one) => a.context.value(one)) : undefined
}

/** Texts one behind the other, as EMQX writes each value. */
export const joinAll = (a: Arguments, parts: readonly Piece[]): Piece => {
  for (const part of parts) {
    warnNumber(a.context, part, a.expr.span)
    warnBytes(a.context, part, a.expr.span)
  }
  const texts = parts.map((part) => textOrFail(part))
  const [first] = texts
  if (first === undefined) return text('')
  if (texts.length === 1) return first
  return piece(texts.map((one) => at(one, level.concat + 1)).join(' || '), TEXT, {
    level: level.concat,
    nullFails: texts.some(canBeNull),
  })
}
