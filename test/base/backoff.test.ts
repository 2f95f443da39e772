import { expect, test } from 'vitest'
import { Backoff } from '../../src/base/backoff.ts'

const steps = (random: () => number, count: number): number[] => {
  const backoff = new Backoff({ minMs: 100, maxMs: 1000, random })
  return Array.from({ length: count }, () => backoff.nextMs())
}

test('doubles up to the cap, half of it by chance', () => {
  expect(steps(() => 0, 6)).toEqual([50, 100, 200, 400, 500, 500])
  expect(steps(() => 1, 6)).toEqual([100, 200, 400, 800, 1000, 1000])
})

test('never overflows, and starts again after a reset', () => {
  const backoff = new Backoff({ minMs: 100, maxMs: 1000, random: () => 1 })
  for (let i = 0; i < 5000; i++) expect(backoff.nextMs()).toBeLessThanOrEqual(1000)
  backoff.reset()
  expect(backoff.nextMs()).toBe(100)
})
