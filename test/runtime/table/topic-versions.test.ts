import { expect, test } from 'vitest'
import { TopicVersions } from '../../../src/runtime/table/topic-versions.ts'

const limits = { rowsMax: 3, versionsMax: 3, historyMs: 1_000 }

test('a record sees the version that was in force at its time', () => {
  const rows = new TopicVersions('t', limits)
  rows.put('k', 'a', ['a', 1], 100)
  rows.put('k', 'a', ['a', 2], 200)
  rows.delete('k', 300)
  expect(rows.at('a', 99)).toBeUndefined()
  expect(rows.at('a', 100)).toEqual(['a', 1])
  expect(rows.at('a', 250)).toEqual(['a', 2])
  expect(rows.at('a', 300)).toBeUndefined()
})

test('a later message counts even where its time is earlier, and its key may change', () => {
  const rows = new TopicVersions('t', limits)
  rows.put('k', 'a', ['a', 1], 200)
  rows.put('k', 'a', ['a', 2], 150)
  expect(rows.at('a', 200)).toEqual(['a', 2])
  rows.put('k', 'b', ['b', 3], 300)
  expect(rows.at('a', 300)).toBeUndefined()
  expect(rows.at('b', 300)).toEqual(['b', 3])
})

test('what the limits have taken away is an error of the record, never another row', () => {
  const rows = new TopicVersions('t', limits)
  for (let k = 0; k < 5; k++) rows.put('k', 'a', ['a', k], 100 + k)
  expect(rows.at('a', 104)).toEqual(['a', 4])
  expect(() => rows.at('a', 101)).toThrow('table t keeps no version of this row that is so old')
  for (const key of ['b', 'c', 'd']) rows.put(key, key, [key], 100)
  expect(rows.isFull).toBe(true)
  expect(rows.at('c', 100)).toEqual(['c'])
  expect(() => rows.at('d', 100)).toThrow('table t has more than 3 rows')
})

test('rows that were deleted long ago make room, those of late do not', () => {
  const rows = new TopicVersions('t', limits)
  for (const key of ['a', 'b', 'c']) rows.put(key, key, [key], 100)
  rows.delete('a', 200)
  rows.delete('b', 5_000)
  expect(rows.size).toBe(1)
  rows.put('d', 'd', ['d'], 5_100)
  expect(rows.at('d', 5_100)).toEqual(['d'])
  expect(rows.at('b', 4_999)).toEqual(['b'])
  rows.put('e', 'e', ['e'], 5_200)
  expect(rows.isFull).toBe(true)
  expect(() => rows.at('e', 5_200)).toThrow('table t has more than 3 rows')
})
