import { expect, test } from 'vitest'
import { outputId } from '../../src/delivery/output-id.ts'
import { withLog } from '../../src/runtime/evaluation/row-log.ts'
import { recordBatch } from '../../src/stream/record-batch.ts'
import { chunkOf } from './rows.ts'

const batchAt = (first: number, epoch: number, partition = 3) =>
  recordBatch(
    { lane: 0, epoch, first },
    [100, 101].map((offset) => ({
      payload: Buffer.from('x'),
      topic: 't',
      timeMs: 5_000 + offset,
      attributes: { offset, partition },
    })),
  )

/** Rows of the second record, read as the record `first + 1` of an epoch. */
const rowsAt = (first: number, epoch: number, partition?: number) =>
  withLog(
    { ...chunkOf([7], 'encoded'), epoch, seq: Float64Array.of(first + 1) },
    batchAt(first, epoch, partition),
  )

test('from a log it is the same whenever the record is read, and differs by place, rule and ordinal', () => {
  const id = outputId(rowsAt(0, 1), 0, 'run')
  expect(id).toBe(outputId(rowsAt(40, 9), 0, 'another run'))
  expect(id).toMatch(/^[0-9a-f]{24}-2t-3xp-0$/)
  const chunk = rowsAt(0, 1)
  const others = [
    outputId(rowsAt(0, 1, 4), 0, 'run'),
    outputId({ ...chunk, target: { ...chunk.target, rule: 'other' } }, 0, 'run'),
    outputId({ ...chunk, target: { ...chunk.target, index: 1 } }, 0, 'run'),
    outputId({ ...chunk, ordinal: Int32Array.of(2) }, 0, 'run'),
    outputId({ ...chunk, log: { ...chunk.log!, timesMs: Float64Array.of(1) } }, 0, 'run'),
  ]
  expect(new Set([id, ...others]).size).toBe(others.length + 1)
})

test('elsewhere it is the same within a run or a frame, and an id from before is kept', () => {
  const chunk = chunkOf([1, 2], 'encoded')
  expect(outputId(chunk, 0, 'run')).toBe(outputId(chunkOf([1, 2], 'encoded'), 0, 'run'))
  expect(outputId(chunk, 0, 'run')).not.toBe(outputId(chunk, 1, 'run'))
  expect(outputId(chunk, 0, 'run')).not.toBe(outputId(chunk, 0, 'another'))
  expect(outputId({ ...chunk, ids: ['a', 'b'] }, 1, 'run')).toBe('b')
})
