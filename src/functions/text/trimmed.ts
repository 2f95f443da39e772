import type { Parameter } from '../../catalog/function.ts'

/** A text, and the characters that are taken off its ends. */
export const trimParameters: readonly Parameter[] = [
  { name: 'text', kinds: ['STRING'], prose: 'the text' },
  {
    name: 'characters',
    kinds: ['STRING'],
    prose: 'the characters that go, in any order; white space if absent',
    optional: true,
  },
]

/** The text without characters of a set at one end or both. */
export const trimmed = (
  text: string,
  characters: string | undefined,
  ends: 'both' | 'start' | 'end',
): string => {
  if (characters === undefined)
    return ends === 'both' ? text.trim() : ends === 'start' ? text.trimStart() : text.trimEnd()
  const set = new Set(characters)
  const all = [...text]
  const isKept = (one: string): boolean => !set.has(one)
  const first = ends === 'end' ? 0 : all.findIndex(isKept)
  const last = ends === 'start' ? all.length - 1 : all.findLastIndex(isKept)
  return first < 0 ? '' : all.slice(first, last + 1).join('')
}
