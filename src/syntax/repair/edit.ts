import type { IToken } from 'chevrotain'
import type { Edit } from '../messages/place.ts'

export const applyEdit = (tokens: readonly IToken[], { at, remove, insert }: Edit): readonly IToken[] => [
  ...tokens.slice(0, at),
  ...insert,
  ...tokens.slice(at + remove),
]
