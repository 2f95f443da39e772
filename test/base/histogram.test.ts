import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Histogram } from '../../src/base/histogram.ts'

test('a percentile is at most a fifth above the true one', () => {
  const value = fc.double({ min: 0.02, max: 500_000, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0.5, 0.9, 0.99, 1),
      (values, share) => {
        const histogram = new Histogram()
        for (const one of values) histogram.add(one)
        const sorted = [...values].sort((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(values.length * share)) - 1]!
        const found = histogram.percentile(share)!
        expect(found).toBeGreaterThanOrEqual(exact * 0.999)
        expect(found).toBeLessThanOrEqual(exact * 1.2)
      },
    ),
  )
})

test('is undefined while empty, and keeps what is out of range', () => {
  const histogram = new Histogram()
  expect(histogram.percentile(0.5)).toBeUndefined()
  histogram.add(0)
  histogram.add(1e12, 3)
  expect(histogram.total).toBe(4)
  expect(histogram.percentile(0.1)).toBeLessThan(0.1)
})
