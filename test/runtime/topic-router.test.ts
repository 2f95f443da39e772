import { expect, test } from 'vitest'
import { topicRouter } from '../../src/runtime/source/topic-router.ts'

test('filters, shared subscriptions and forgotten topics', () => {
  const router = topicRouter('mqtt-filter', [['a/+', 'a/1'], ['#'], ['$share/g/b/#']], 10)
  for (let round = 0; round < 3; round++)
    for (let i = 0; i < 50; i++) {
      expect(router.route(`a/${i}`)).toEqual([0, 1])
      expect(router.route('b/c/d')).toEqual([1, 2])
    }
  expect(router.route('$SYS/load')).toEqual([])
})

test('exact names, and no topics at all', () => {
  const router = topicRouter('exact', [['a', 'a'], ['a', 'b'], ['toString']], 10)
  expect(router.route('a')).toEqual([0, 1])
  expect(router.route('b')).toEqual([1])
  expect(router.route('constructor')).toEqual([])
  expect(topicRouter('none', [[], []], 10).route('')).toEqual([0, 1])
})
