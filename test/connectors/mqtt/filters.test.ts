import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CrossingFilters } from '../../../src/connectors/mqtt/crossing-filters.ts'
import { FilterOverlaps } from '../../../src/connectors/mqtt/filter-overlaps.ts'
import { plannedFilters } from '../../../src/connectors/mqtt/filters.ts'
import { covers, overlaps } from '../../../src/stream/topic-filter.ts'

const level = fc.constantFrom('a', 'b', '+', '$x')
const filter = fc
  .tuple(fc.array(level, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, isWide]) => (isWide ? [...levels, '#'] : levels).join('/'))
const subscription = fc.record({
  stream: fc.constant('s'),
  topics: fc.array(filter, { minLength: 1, maxLength: 3 }),
  options: fc.constantFrom(0, 1, 2).map((qos) => ({ qos })),
})

test('what is left covers everything, at the QoS that was asked, and nothing twice', () => {
  fc.assert(
    fc.property(fc.array(subscription, { minLength: 1, maxLength: 6 }), (all) => {
      const planned = plannedFilters(all)
      for (const one of planned)
        expect(planned.filter((other) => covers(other.filter, one.filter))).toEqual([one])
      for (const { options, topics } of all)
        for (const asked of topics)
          expect(planned.some((one) => covers(one.filter, asked) && one.qos >= options.qos)).toBe(true)
      expect(planned.map((one) => one.qos)).toEqual(planned.map((one) => one.qos).sort((a, b) => b - a))
    }),
    { numRuns: 500 },
  )
})

test('finds the filters that overlap another one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(filter, { maxLength: 8 }), (filters) => {
      const found = new FilterOverlaps(filters)
      for (const one of filters)
        expect(found.has(one)).toBe(filters.some((other) => other !== one && overlaps(one, other)))
    }),
    { numRuns: 500 },
  )
})

const planned = (...filters: string[]) => plannedFilters([{ stream: 's', topics: filters, options: {} }])

test('exactly one copy of a message counts, however the broker sends them', () => {
  const filters = planned('a/+', '+/b', 'c')
  const crossing = new CrossingFilters(filters)
  const [first, second] = ['a/+', '+/b'].map((one) =>
    crossing.ids.get(filters.find((f) => f.filter === one)!)!,
  )
  expect(crossing.ids.size).toBe(2)
  expect([crossing.isCopy('a/b', [first!]), crossing.isCopy('a/b', [second!])]).toEqual([false, true])
  expect(crossing.isCopy('a/b', [first!, second!])).toBe(false)
  expect(crossing.isCopy('x/b', [second!])).toBe(false)
})

test('identifiers of another set of filters never mark a copy', () => {
  const filters = planned('a/+', '+/b')
  const before = new CrossingFilters(filters)
  const after = new CrossingFilters(planned('#/x', 'a/+', '+/b', '+/+/c', 'a/b/+'))
  for (const id of before.ids.values()) expect(after.isCopy('a/b', [id])).toBe(false)
})

test('10,000 filters are planned at once', () => {
  const topics = Array.from({ length: 10_000 }, (_, k) => `site/${String(k)}/+/state`)
  const filters = planned(...topics, 'site/+/door/state')
  expect(new CrossingFilters(filters).ids.size).toBe(10_001)
  expect(planned(...topics, 'site/#')).toHaveLength(1)
})
