import { expect, test } from 'vitest'
import { RowSelection } from '../../src/delivery/row-selection.ts'
import { chunkOf, deliveryOf, shape } from './rows.ts'

const selection = (): RowSelection => {
  const deliveries = [deliveryOf(chunkOf([1, 2], 'encoded')), deliveryOf(chunkOf([3, 4], 'encoded'))]
  return new RowSelection(deliveries, Int32Array.of(0, 1, 1), Int32Array.of(1, 0, 1))
}

test('gives values, options and times of its rows', () => {
  const rows = selection()
  expect(rows.count).toBe(3)
  expect([0, 1, 2].map((i) => rows.value(i).toString())).toEqual(['{"id":2}', '{"id":3}', '{"id":4}'])
  expect([0, 1, 2].map((i) => rows.option(i, 'path'))).toEqual(['/p/2', '/p/3', '/p/4'])
  expect(rows.option(0, 'table')).toBe('t')
  expect(rows.option(0, 'toString')).toBeUndefined()
  expect(rows.timeMs(2)).toBe(4)
  expect(rows.chunk(0).target).toBe(shape)
})

test('parts and subsets keep the order', () => {
  const rows = selection()
  expect(rows.part(1, 3).value(0).toString()).toBe('{"id":3}')
  expect(
    rows
      .part(1, 3)
      .where((i) => i === 1)
      .value(0)
      .toString(),
  ).toBe('{"id":4}')
  expect(rows.where(() => true)).toBe(rows)
})
