import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { RecordError } from '../../types/record-error.ts'
import { chargeFor } from '../limits.ts'

const LENGTH_MAX = 1_000

const characters = (text: string): readonly string[] => {
  const list = [...text]
  if (list.length <= LENGTH_MAX) return list
  throw new RecordError(
    'value-too-large',
    `levenshtein takes texts of at most ${String(LENGTH_MAX)} characters`,
  )
}

/** How many characters must be inserted, deleted or changed to make one text of the other. */
export const levenshteinFunction = defineFunction({
  name: 'levenshtein',

  group: 'text',
  parameters: [
    { name: 'left', kinds: ['STRING'], prose: 'a text of at most 1000 characters' },
    { name: 'right', kinds: ['STRING'], prose: 'another' },
  ],
  result: () => of('INTEGER'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['value-too-large'],
  prose: 'How many characters must be inserted, deleted or changed to make one text of the other.',
  examples: [
    { expression: "levenshtein('kitten', 'sitting')", result: '3' },
    { expression: "levenshtein('', 'abc')", result: '3' },
    { expression: "levenshtein(repeat('a', 2000), 'b')", error: 'value-too-large' },
  ],
  evaluate: ([left, right], environment) => {
    const columns = characters(right as string)
    let above = columns.map((_, k) => k + 1)
    let row = 0
    for (const one of characters(left as string)) {
      chargeFor(columns.length, environment)
      let corner = row++
      let before = row
      above = above.map((cost, k) => {
        const change = corner + (columns[k] === one ? 0 : 1)
        corner = cost
        before = Math.min(before + 1, cost + 1, change)
        return before
      })
    }
    return above.at(-1) ?? row
  },
})
