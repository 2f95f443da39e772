import fc from 'fast-check'
import { expect, test } from 'vitest'
import { covers, filterProblem, overlaps, topicProblem } from '../../src/stream/topic-filter.ts'

/** MQTT 5, section 4.7, by a regular expression. */
const matches = (filter: string, topic: string): boolean => {
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  const text = filter
    .split('/')
    .map((level) => (level === '+' ? '[^/]*' : level === '#' ? '.*' : level.replace('$', '\\$')))
    .join('/')
    .replace(/\/\.\*$/, '(/.*)?')
  return new RegExp(`^${text}$`).test(topic)
}

const level = fc.constantFrom('a', 'b', '', '$x', '+')
const filter = fc
  .tuple(fc.array(level, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([levels, isWide]) => (isWide ? [...levels, '#'] : levels).join('/'))
  .filter((one) => one !== '')

const names = ['a', 'b', '', '$x', 'z']
const topics = [
  ...names,
  ...names.flatMap((one) => names.map((two) => `${one}/${two}`)),
  ...names.flatMap((one) => names.flatMap((two) => names.map((three) => `${one}/${two}/${three}`))),
  ...names.flatMap((one) => names.flatMap((two) => names.map((three) => `${one}/${two}/${three}/z`))),
  'a/a/a/a/a',
]

test('covers and overlaps agree with the topics that match', () => {
  fc.assert(
    fc.property(filter, filter, (one, other) => {
      const both = topics.filter((topic) => matches(one, topic) && matches(other, topic))
      const inner = topics.filter((topic) => matches(other, topic))
      if (covers(one, other)) expect(both).toEqual(inner)
      if (both.length > 0) expect(overlaps(one, other)).toBe(true)
      // Reserved topics aside, they are exact.
      if (!`${one}${other}`.includes('$')) {
        expect(covers(one, other)).toBe(both.length === inner.length)
        expect(overlaps(one, other)).toBe(both.length > 0)
      }
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ['a/#', undefined],
  ['+/+/#', undefined],
  ['/', undefined],
  ['a#', /alone/],
  ['a/#/b', /last/],
  ['a+/b', /alone/],
  ['', /empty/],
  ['a\0', /NUL/],
  ['\ud800', /plain text/],
  ['é'.repeat(40_000), /65535/],
])('%s as a filter', (text, problem) => {
  if (problem === undefined) expect(filterProblem(text)).toBeUndefined()
  else expect(filterProblem(text)).toMatch(problem)
})

test.each([
  ['a/b', undefined],
  ['a/+', /no \+/],
  ['#', /no \+/],
  ['', /empty/],
])('%s as a topic', (text, problem) => {
  if (problem === undefined) expect(topicProblem(text)).toBeUndefined()
  else expect(topicProblem(text)).toMatch(problem)
})
