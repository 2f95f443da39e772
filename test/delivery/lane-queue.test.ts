import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LaneQueue } from '../../src/delivery/lane-queue.ts'
import type { RowSelection } from '../../src/delivery/row-selection.ts'
import { chunkOf, deliveryOf } from './rows.ts'

const idsOf = (rows: RowSelection): number[] =>
  Array.from({ length: rows.count }, (_, i) => (JSON.parse(rows.value(i).toString()) as { id: number }).id)

const filled = (
  chunks: readonly (readonly number[])[],
  accepts: 'encoded' | 'columns' = 'encoded',
): LaneQueue => {
  const queue = new LaneQueue(1000, 1_000_000)
  for (const ids of chunks) queue.push(deliveryOf(chunkOf(ids, accepts)))
  return queue
}

test('cuts rows of several chunks in order, within rows and bytes', () => {
  const chunks = fc.array(fc.array(fc.nat(1_000_000), { maxLength: 20 }), { maxLength: 10 })
  fc.assert(
    fc.property(
      chunks,
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 2000 }),
      (all, rowsMax, bytesMax) => {
        const queue = filled(all)
        const seen: number[] = []
        for (let rows = queue.cut({ rowsMax, bytesMax, distinctKeys: false }); rows !== undefined;) {
          expect(rows.count).toBeLessThanOrEqual(rowsMax)
          expect(rows.count === 1 || rows.count * 70 <= bytesMax).toBe(true)
          seen.push(...idsOf(rows))
          rows = queue.cut({ rowsMax, bytesMax, distinctKeys: false })
        }
        expect(seen).toEqual(all.flat())
        expect(queue.waiting).toBe(0)
      },
    ),
  )
})

test('is cut before a key comes again', () => {
  const queue = filled(
    [
      [1, 2],
      [3, 1, 4],
      [1, 1],
    ],
    'columns',
  )
  const counts: number[] = []
  const limits = { rowsMax: 100, bytesMax: 1e6, distinctKeys: true }
  for (let rows = queue.cut(limits); rows !== undefined; rows = queue.cut(limits)) counts.push(rows.count)
  expect(counts).toEqual([3, 2, 1, 1])
})

test('rows count against the quota until they are done with', () => {
  const queue = filled([[1, 2, 3]])
  expect(queue.quota.items).toBe(3)
  queue.cut({ rowsMax: 2, bytesMax: 1e6, distinctKeys: false })
  expect(queue.waiting).toBe(1)
  expect(queue.quota.items).toBe(3)
})
