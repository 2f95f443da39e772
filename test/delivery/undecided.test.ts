import { expect, test } from 'vitest'
import { noFailpoint } from '../../src/base/failpoint.ts'
import { ConnectionState } from '../../src/delivery/connection-state.ts'
import { DeadLetters } from '../../src/delivery/dead-letter/dead-letters.ts'
import { Lane } from '../../src/delivery/lane.ts'
import { deliveryLimits } from '../../src/delivery/limits.ts'
import type { WriteResult } from '../../src/stream/sink.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { chunkOf, deliveryOf } from './rows.ts'

/** A server that answers by the ids of a write; rows of one id have one key, since it is their path. */
const rig = (answer: (ids: readonly number[]) => WriteResult) => {
  const clock = new VirtualClock()
  const alarms: string[] = []
  const letters: number[] = []
  const writes: number[][] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const limits = { ...deliveryLimits, lingerMs: 0, batchRowsMax: 2, rejectionsInRowMax: 4 }
  const shared = {
    clock,
    log,
    limits,
    run: 'run',
    random: () => 1,
    failpoint: noFailpoint,
    alarm: (name: string): void => void alarms.push(name),
  }
  const append = async (lines: Buffer): Promise<void> => {
    for (const line of lines.toString().trimEnd().split('\n')) {
      const { attempts, row } = JSON.parse(line) as { attempts: number; row: { payload: string } }
      letters.push((JSON.parse(row.payload) as { id: number }).id * 10 + attempts)
    }
  }
  const deadLetters = new DeadLetters({ name: 'box', append, close: async () => {} }, shared)
  deadLetters.start()
  const sink = {
    open: async () => ({ kind: 'open' }) as const,
    write: async (batch: { count: number; value(i: number): Buffer }) => {
      const ids = Array.from(
        { length: batch.count },
        (_, i) => (JSON.parse(batch.value(i).toString()) as { id: number }).id,
      )
      writes.push(ids)
      return answer(ids)
    },
    close: async () => {},
  }
  const shape = { name: 'pg', sink, accepts: 'encoded', batchRowsMax: 2, writesInFlightMax: 1 } as const
  const lane = new Lane(shape, new ConnectionState('pg', clock, log, 1_000), { ...shared, deadLetters })
  lane.start()
  const push = (...ids: number[]) => {
    const delivery = deliveryOf(chunkOf(ids, 'encoded'), clock.monotonicMs())
    lane.push(delivery)
    return delivery
  }
  return { clock, alarms, letters, writes, lane, push }
}

const written: WriteResult = { kind: 'written' }
const rejectAll = (ids: readonly number[]): WriteResult => ({
  kind: 'rejected',
  rows: ids.map((_, index) => ({ index, slug: 'row-refused', message: 'no' })),
})

test('a rejected row waits for another row to be taken, and is bad then', async () => {
  const { clock, letters, writes, push } = rig((ids) => (ids.includes(1) ? rejectAll(ids) : written))
  push(1, 1, 3, 4)
  await clock.rest()
  expect(writes).toEqual([
    [1, 1],
    [3, 4],
  ])
  expect(letters).toEqual([11, 11])
})

test('where there is no other row it is written once more', async () => {
  const { clock, letters, writes, push } = rig(rejectAll)
  const { ledger } = push(1)
  await clock.rest()
  expect(letters).toEqual([])
  await clock.advance(100)
  expect(writes).toEqual([[1], [1]])
  expect(letters).toEqual([12])
  expect(ledger).toMatchObject({ deadLettered: 1, pending: 0 })
})

test('an undecided row holds its key: later rows of it wait, and are not lost', async () => {
  const taken: number[] = []
  let refusals = 2
  const { clock, letters, push, lane } = rig((ids) => {
    if (ids.includes(1) && refusals-- > 0) return rejectAll(ids)
    taken.push(...ids)
    return written
  })
  push(1, 1)
  push(1, 1)
  await clock.advance(1_000)
  // Both were rejected; the later two were not written before that was known.
  expect(letters).toEqual([12])
  expect(taken).toEqual([1, 1, 1])
  expect(lane.queue.quota.items).toBe(0)
})

test('when the server fails during the run, rejected rows get another chance before the others of their key', async () => {
  let step = 0
  const taken: number[] = []
  const { clock, letters, push, lane } = rig((ids) => {
    step++
    if (step === 1) return rejectAll(ids)
    if (step === 2) return { kind: 'reconnect', message: 'gone' }
    taken.push(...ids)
    return written
  })
  const delivery = push(1, 2, 3, 1)
  await clock.advance(10_000)
  expect(letters).toEqual([])
  expect(taken).toEqual([3, 1, 2, 1])
  expect(delivery.ledger).toMatchObject({ delivered: 4, deadLettered: 0, pending: 0 })
  expect(lane.queue.quota.items).toBe(0)
})

test('so many in a row are decided without a success, with an alarm', async () => {
  const { alarms, clock, letters, push } = rig(rejectAll)
  push(1, 2, 3, 4, 5, 6)
  await clock.rest()
  expect(alarms).toEqual(['sink-rejects-all'])
  expect(letters).toEqual([11, 21, 31, 41, 51, 61])
})
