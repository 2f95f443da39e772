import type { Parameter } from '../../catalog/function.ts'

/** What `json_at` and `text_at` take: a value, and the way into it. */
export const pathParameters: readonly Parameter[] = [
  { name: 'value', kinds: ['ANY'], prose: 'an object, an array, or JSON text of one' },
  {
    name: 'steps',
    kinds: ['STRING', 'INTEGER'],
    prose: 'the name of a member, or a position from 1; negative from the end',
    rest: true,
  },
]
