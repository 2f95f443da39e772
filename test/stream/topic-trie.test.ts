import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TopicTrie } from '../../src/stream/topic-trie.ts'

/** MQTT 5, section 4.7, level by level. */
const fits = ([level, ...rest]: readonly string[], topic: readonly string[]): boolean => {
  if (level === '#') return true
  const [first, ...others] = topic
  if (level === undefined || first === undefined) return level === first
  return (level === '+' || level === first) && fits(rest, others)
}

const matches = (filter: readonly string[], topic: readonly string[]): boolean =>
  !(topic[0]!.startsWith('$') && (filter[0] === '+' || filter[0] === '#')) && fits(filter, topic)

const level = fc.constantFrom('a', 'b', '', '$x')
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 4 }), fc.boolean())
  .filter(([levels, wide]) => levels.length > 0 || wide)
  .map(([levels, wide]) => (wide ? [...levels, '#'] : levels))
const topic = fc.array(level, { minLength: 1, maxLength: 5 })

test('finds what the standard says', () => {
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 20 }), topic, (filters, levels) => {
      const trie = new TopicTrie<number>()
      filters.forEach((one, at) => trie.add(one.join('/'), at))
      const wanted = filters.flatMap((one, at) => (matches(one, levels) ? [at] : []))
      expect(trie.match(levels.join('/')).sort((a, b) => a - b)).toEqual(wanted)
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['sport/#', 'sport', true],
  ['sport/#', 'sport/tennis/1', true],
  ['#', '$SYS/load', false],
  ['+/load', '$SYS/load', false],
  ['$SYS/#', '$SYS/load', true],
  ['+', '/a', false],
  ['+/+', '/a', true],
  ['a/+', 'a', false],
  ['a/+', 'a/', true],
])('%s and %s: %s', (one, name, wanted) => {
  const trie = new TopicTrie<string>()
  trie.add(one, one)
  expect(trie.match(name)).toEqual(wanted ? [one] : [])
})
