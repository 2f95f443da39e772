import type { Value } from '../../types/value.ts'
import type { Checked } from '../checked/expression.ts'

/** Keys of expressions that are known not to be NULL. */
export type Facts = ReadonlySet<string>

export const noFacts: Facts = new Set()

/** What is known by any of them. */
export const union = (sets: readonly Facts[]): Facts => {
  const all = new Set<string>()
  for (const set of sets) for (const key of set) all.add(key)
  return all
}

/** Names what is read, so that two reads of the same value have the same key; undefined for all else. */
export const factKey = (e: Checked): string | undefined => {
  switch (e.kind) {
    case 'column':
      return `column ${String(e.index)}`
    case 'payload':
      return `payload ${JSON.stringify(e.path)}`
    case 'context':
      return `context ${e.name}`
    case 'alias':
      return `alias ${String(e.index)}`
    case 'upstream':
      return `upstream ${String(e.index)}`
    case 'joined':
      return `joined ${String(e.join)} ${String(e.column)}`
    case 'parameter':
      return `parameter ${String(e.id)}`
    case 'field': {
      const target = factKey(e.target)
      return target && `${target}.${JSON.stringify(e.name)}`
    }
    case 'element': {
      const target = e.index.kind === 'literal' ? factKey(e.target) : undefined
      const { value } = e.index as { readonly value?: Value }
      return target && typeof value === 'number' ? `${target}[${String(value)}]` : undefined
    }
    default:
      return undefined
  }
}
