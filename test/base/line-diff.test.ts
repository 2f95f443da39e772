import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff, type DiffStep } from '../../src/base/line-diff.ts'

const side = (steps: readonly DiffStep[], without: DiffStep['kind']): string[] =>
  steps.filter(({ kind }) => kind !== without).map(({ line }) => line)

/** Length of the longest common subsequence, by the table that textbooks show. */
const commonLength = (a: readonly string[], b: readonly string[]): number => {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const one of a) {
    const next = [0]
    b.forEach((other, k) =>
      next.push(one === other ? (row[k] ?? 0) + 1 : Math.max(row[k + 1] ?? 0, next[k] ?? 0)),
    )
    row = next
  }
  return row[b.length] ?? 0
}

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })

test('steps lead from one text to the other, and no shorter way does', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const steps = lineDiff(before, after)
      expect(side(steps, 'add')).toEqual(before)
      expect(side(steps, 'remove')).toEqual(after)
      expect(steps.filter(({ kind }) => kind === 'keep')).toHaveLength(commonLength(before, after))
    }),
    { numRuns: 500 },
  )
})

test('texts that have little in common are replaced', () => {
  const before = Array.from({ length: 3_000 }, (_, k) => `a${String(k)}`)
  const after = Array.from({ length: 3_000 }, (_, k) => `b${String(k)}`)
  const steps = lineDiff(before, after)
  expect(side(steps, 'add')).toEqual(before)
  expect(side(steps, 'remove')).toEqual(after)
})
