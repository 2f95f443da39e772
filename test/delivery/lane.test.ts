import { expect, test } from 'vitest'
import { noFailpoint } from '../../src/base/failpoint.ts'
import { ConnectionState } from '../../src/delivery/connection-state.ts'
import { DeadLetters } from '../../src/delivery/dead-letter/dead-letters.ts'
import { Lane } from '../../src/delivery/lane.ts'
import type { DeliveryLimits } from '../../src/delivery/limits.ts'
import { deliveryLimits } from '../../src/delivery/limits.ts'
import type { OutputBatch } from '../../src/stream/output.ts'
import type { OpenResult, Sink, WriteResult } from '../../src/stream/sink.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { chunkOf, deliveryOf } from './rows.ts'

const rig = (options: Partial<DeliveryLimits> = {}) => {
  const clock = new VirtualClock()
  const alarms: string[] = []
  const letters: string[] = []
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
  const alarm = (name: string, message: string): void => void alarms.push(`${name}: ${message}`)
  const limits = { ...deliveryLimits, ...options }
  const shared = { clock, log, alarm, limits, run: 'run', random: () => 1, failpoint: noFailpoint }
  const target = {
    name: 'box',
    append: async (lines: Buffer) => void letters.push(lines.toString()),
    close: async () => {},
  }
  const deadLetters = new DeadLetters(target, shared)
  deadLetters.start()
  const context = { ...shared, deadLetters }
  const connection = new ConnectionState('pg', clock, log, 30_000)
  const lane = (sink: Sink, inFlight = 1, rowsPerSecond?: number): Lane => {
    const shape = {
      name: 'pg',
      sink,
      accepts: 'encoded',
      batchRowsMax: 4,
      writesInFlightMax: inFlight,
      ...(rowsPerSecond === undefined ? {} : { rowsPerSecond }),
    } as const
    const made = new Lane(shape, connection, context)
    made.start()
    return made
  }
  return { clock, alarms, letters, connection, lane }
}

/** A sink that answers in turn, the last answer for ever, and notes when it was asked for what. */
const scripted = (clock: VirtualClock, ...answers: WriteResult[]) => {
  const writes: { readonly atMs: number; readonly ids: number[] }[] = []
  const sink: Sink = {
    open: async () => ({ kind: 'open' }),
    write: async (batch) => {
      writes.push({ atMs: clock.monotonicMs(), ids: idsOf(batch) })
      return answers.length > 1 ? answers.shift()! : answers[0]!
    },
    close: async () => {},
  }
  return { writes, sink }
}

const idsOf = (batch: OutputBatch): number[] =>
  Array.from({ length: batch.count }, (_, i) => (JSON.parse(batch.value(i).toString()) as { id: number }).id)

const written: WriteResult = { kind: 'written' }

test('a batch waits a little for more rows, but not when it is full', async () => {
  const { clock, lane } = rig({ lingerMs: 5 })
  const { sink, writes } = scripted(clock, written)
  const one = lane(sink)
  one.push(deliveryOf(chunkOf([1], 'encoded')))
  await clock.advance(2)
  one.push(deliveryOf(chunkOf([2], 'encoded'), 2))
  await clock.advance(10)
  one.push(deliveryOf(chunkOf([3, 4, 5, 6, 7], 'encoded'), 12))
  await clock.advance(10)
  expect(writes).toEqual([
    { atMs: 5, ids: [1, 2] },
    { atMs: 12, ids: [3, 4, 5, 6] },
    { atMs: 17, ids: [7] },
  ])
  await one.close()
})

test('waits as long as the server asks, and doubles its own waits', async () => {
  const { clock, lane } = rig({ lingerMs: 0, backoffMinMs: 100, backoffMaxMs: 250 })
  const asked = { kind: 'retry', message: '429', afterMs: 1000 } as const
  const busy = { kind: 'unknown', message: 'no answer' } as const
  const { sink, writes } = scripted(clock, asked, busy, busy, busy, written)
  const one = lane(sink)
  const delivery = deliveryOf(chunkOf([1], 'encoded'))
  one.push(delivery)
  await clock.advance(10_000)
  expect(writes.map((write) => write.atMs)).toEqual([0, 1000, 1200, 1450, 1700])
  expect(delivery.ledger).toMatchObject({ delivered: 1, pending: 0 })
  expect(delivery.settled).toEqual([0])
  await one.close()
})

test('a batch that is refused is halved until the row is found; the good ones go on in order', async () => {
  const { clock, lane, letters } = rig({ lingerMs: 0 })
  const taken: number[] = []
  const sink: Sink = {
    open: async () => ({ kind: 'open' }),
    write: async (batch) => {
      const ids = idsOf(batch)
      if (ids.includes(3)) return { kind: 'refused', slug: 'syntax-error', message: 'a 0 in text' }
      taken.push(...ids)
      return written
    },
    close: async () => {},
  }
  const one = lane(sink)
  const delivery = deliveryOf(chunkOf([1, 2, 3, 4], 'encoded'))
  one.push(delivery)
  await clock.advance(100)
  expect(taken).toEqual([1, 2, 4])
  expect(delivery.ledger).toMatchObject({ delivered: 3, deadLettered: 1, pending: 0 })
  expect([...delivery.settled].sort()).toEqual([0, 1, 2, 3])
  expect(letters).toHaveLength(1)
  expect(one.queue.quota).toMatchObject({ items: 0, bytes: 0 })
  await one.close()
})

test('what only an operator can cure raises one alarm, is asked at a slow rate, and loses nothing', async () => {
  const { clock, lane, alarms } = rig({ lingerMs: 0, fatalProbeMs: 1000 })
  const fatal = { kind: 'fatal', slug: 'syntax-error', message: 'no such table' } as const
  const { sink, writes } = scripted(clock, fatal, fatal, fatal, written)
  const one = lane(sink)
  const delivery = deliveryOf(chunkOf([1], 'encoded'))
  one.push(delivery)
  await clock.advance(500)
  expect(one.snapshot()).toMatchObject({ state: 'paused', reason: 'syntax-error: no such table', rows: 1 })
  await clock.advance(5000)
  expect(writes.map((write) => write.atMs)).toEqual([0, 1000, 2000, 3000])
  expect(alarms).toEqual(['sink-fatal: pg: syntax-error: no such table'])
  expect(one.snapshot()).toMatchObject({ state: 'open', reason: undefined, rows: 0 })
  await one.close()
})

test('a write that takes too long is cut and repeated', async () => {
  const { clock, lane } = rig({ lingerMs: 0, writeTimeoutMs: 1000 })
  let writes = 0
  const sink: Sink = {
    open: async () => ({ kind: 'open' }),
    write: (_, signal) => {
      if (++writes > 1) return Promise.resolve(written)
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ kind: 'unknown', message: 'cut' })),
      )
    },
    close: async () => {},
  }
  const one = lane(sink)
  const delivery = deliveryOf(chunkOf([1], 'encoded'))
  one.push(delivery)
  await clock.advance(900)
  expect(delivery.ledger.delivered).toBe(0)
  await clock.advance(1000)
  expect(delivery.ledger.delivered).toBe(1)
  await one.close()
})

test('a dead server is asked by one lane of its connection, and all go on when it is back', async () => {
  const { clock, lane, connection } = rig({ lingerMs: 0 })
  let opens: string[] = []
  let answer: OpenResult = { kind: 'retry', message: 'refused' }
  const sinkOf = (name: string): Sink => ({
    open: async () => {
      opens.push(name)
      return answer
    },
    write: async () => written,
    close: async () => {},
  })
  const lanes = [lane(sinkOf('a')), lane(sinkOf('b')), lane(sinkOf('c'))]
  await clock.advance(10_000)
  expect(new Set(opens)).toEqual(new Set(['a']))
  expect(connection.phase).toBe('paused')
  opens = []
  answer = { kind: 'open' }
  await clock.advance(60_000)
  expect(opens).toEqual(['a', 'b', 'c'])
  expect(lanes.map((one) => one.isOpen)).toEqual([true, true, true])
  await Promise.all(lanes.map((one) => one.close()))
})

test('writes go out together only as many as allowed, and none is begun while one is repeated', async () => {
  const { clock, lane } = rig({ lingerMs: 0 })
  const open: { readonly ids: number[]; readonly answer: (result: WriteResult) => void }[] = []
  const sink: Sink = {
    open: async () => ({ kind: 'open' }),
    write: (batch) => new Promise((answer) => void open.push({ ids: idsOf(batch), answer })),
    close: async () => {},
  }
  const one = lane(sink, 2)
  one.push(deliveryOf(chunkOf([1, 2, 3, 4, 5, 6, 7, 8, 9], 'encoded')))
  await clock.advance(1)
  expect(open.map((write) => write.ids[0])).toEqual([1, 5])
  open[0]!.answer({ kind: 'unknown', message: '?' })
  await clock.advance(1)
  open[1]!.answer(written)
  await clock.advance(10)
  expect(open).toHaveLength(2)
  await clock.advance(200)
  open[2]!.answer(written)
  await clock.advance(1)
  expect(open.map((write) => write.ids[0])).toEqual([1, 5, 1, 9])
  open[3]!.answer(written)
  await clock.advance(1)
  expect(one.queue.quota.items).toBe(0)
  await one.close()
})

test('a sink that throws is opened again', async () => {
  const { clock, lane } = rig({ lingerMs: 0 })
  let writes = 0
  let opens = 0
  const sink: Sink = {
    open: async () => {
      if (++opens === 2) throw new Error('not yet')
      return { kind: 'open' }
    },
    write: async () => {
      if (++writes === 1) throw new Error('broken')
      return written
    },
    close: async () => {
      throw new Error('never mind')
    },
  }
  const one = lane(sink)
  const delivery = deliveryOf(chunkOf([1], 'encoded'))
  one.push(delivery)
  await clock.advance(1000)
  expect(delivery.ledger.delivered).toBe(1)
  expect(opens).toBe(3)
  await one.close()
})

test('a rate limit lets so many rows a second begin, evenly, and no more after a rest', async () => {
  const { clock, lane } = rig({ lingerMs: 0 })
  const { sink, writes } = scripted(clock, written)
  const one = lane(sink, 1, 10)
  one.push(deliveryOf(chunkOf([1, 2, 3], 'encoded')))
  await clock.advance(1_000)
  expect(writes.map(({ atMs, ids }) => [atMs, ...ids])).toEqual([
    [0, 1],
    [100, 2],
    [200, 3],
  ])
  await clock.advance(9_000)
  one.push(deliveryOf(chunkOf([4, 5, 6, 7], 'encoded'), 10_000))
  await clock.advance(150)
  expect(writes.slice(3).map(({ atMs, ids }) => [atMs, ...ids])).toEqual([
    [10_000, 4],
    [10_100, 5],
  ])
  await one.close()
  const fast = lane(sink, 1, 1_000)
  writes.length = 0
  fast.push(
    deliveryOf(
      chunkOf(
        Array.from({ length: 500 }, (_, i) => i),
        'encoded',
      ),
      clock.monotonicMs(),
    ),
  )
  await clock.advance(200)
  const begun = writes.reduce((sum, { ids }) => sum + ids.length, 0)
  expect(begun).toBeGreaterThanOrEqual(290)
  expect(begun).toBeLessThanOrEqual(301)
  await fast.close()
})
