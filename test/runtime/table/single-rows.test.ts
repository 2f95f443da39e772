import { expect, test } from 'vitest'
import { SingleRows } from '../../../src/runtime/table/single-rows.ts'

test('what is not known or not fresh is missed once; the oldest goes first', () => {
  let nowMs = 0
  const rows = new SingleRows({ rowsMax: 2, freshMs: 10, nowMs: () => nowMs })
  expect(rows.get('a')).toBeUndefined()
  expect([...(rows.missed()?.keys ?? [])]).toEqual(['a'])
  expect(rows.missed()).toBeUndefined()
  rows.put(['a', 'b'], new Map([['a', ['a']]]))
  expect([rows.get('a')?.row, rows.get('b')?.row, rows.missed()]).toEqual([['a'], undefined, undefined])
  nowMs = 11
  expect(rows.get('a')?.row).toEqual(['a'])
  expect([...(rows.missed()?.keys ?? [])]).toEqual(['a'])
  rows.keep(['a'])
  rows.get('a')
  expect(rows.missed()).toBeUndefined()
  rows.put(['c'], new Map())
  expect([rows.has('a'), rows.has('b'), rows.has('c')]).toEqual([false, true, true])
})
