import type { Type } from '../../types/type.ts'

/** A type as an author writes it. */
export const show = (type: Type): string => {
  switch (type.kind) {
    case 'ARRAY':
      return type.element === undefined || type.element.kind === 'ANY'
        ? 'ARRAY'
        : `ARRAY<${show(type.element)}>`
    case 'DECIMAL':
      return type.precision === undefined
        ? 'DECIMAL'
        : `DECIMAL(${String(type.precision)}, ${String(type.scale ?? 0)})`
    default:
      return type.kind
  }
}

/** "INTEGER", "INTEGER or DOUBLE", "INTEGER, DOUBLE or STRING". */
export const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`
