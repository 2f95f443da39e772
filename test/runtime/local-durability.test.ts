import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/seeded-random.ts'
import { openDurableState, type DurableState } from '../../src/delivery/journalled/durable-state.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import type { MemoryServer } from '../../src/testing/memory/memory-server.ts'
import { MemoryDisk } from '../journal/memory-disk.ts'
import { handProgram } from './hand-program.ts'
import type { Rig } from './rig.ts'
import { garbage, reading, rig } from './rig.ts'

const RECORDS = 200
const program = handProgram([
  { name: 's', topics: ['a'], durability: 'local', rules: [{ name: 'r', sinks: ['k', 'h'] }] },
])
const limits = { inFlightRecordsMax: 30, laneRowsMax: 20, sliceRecordsMax: 5 }

const openOn = (disk: MemoryDisk, clock: VirtualClock): Promise<DurableState> =>
  openDurableState({
    folder: '/state/journal/0',
    fileSystem: disk,
    clock,
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: { segmentBytes: 8_192, groupBytesMax: 2_048, readBytesMax: 1_024 },
  })

const engineOn = async (disk: MemoryDisk, before?: Rig, running = program): Promise<Rig> => {
  const clock = before?.clock ?? new VirtualClock()
  const durable = await openOn(disk, clock)
  const options = { limits, batchRecordsMax: 7, batchRowsMax: 9, durable }
  return rig(running, before === undefined ? options : { ...options, before })
}

/** Each write takes its time, so that a cut finds rows on their way. */
const slow = (server: MemoryServer, clock: Rig['clock'], ms: number): void => {
  server.onWrite = async (_, signal) => {
    await clock.sleep(ms, signal)
    return signal.aborted ? { kind: 'unknown', message: 'cut' } : { kind: 'written' }
  }
}

const fill = (one: Rig): void => {
  for (let id = 0; id < RECORDS; id++)
    one.log('in').append(id % 10 === 0 ? garbage(`garbage ${id}`) : reading(id, 2))
}

const wanted = Array.from({ length: RECORDS }, (_, id) => id).filter((id) => id % 10 !== 0)

const idsAt = ({ server }: Rig, sink: string): number[] =>
  server(sink).rows.map((row) => (JSON.parse(row.value) as { id: number }).id)

const stopped = async (one: Rig, drainMs: number): Promise<boolean> => {
  const stop = one.engine.stop({ drainMs })
  await one.clock.advance(drainMs + 6_000)
  return (await stop).drained
}

const rowsOf = (one: Rig) =>
  one.engine.snapshot().rules[0]!.targets.map(({ made, delivered }) => [made, delivered])

test('a dead sink holds up neither the source nor the other sink, and gets its rows when it is back', async () => {
  const disk = new MemoryDisk()
  const one = await engineOn(disk)
  fill(one)
  one.server('h').onWrite = () => ({ kind: 'retry', message: 'down' })
  await one.engine.start()
  expect(await one.clock.until(() => one.log('in').acknowledged[0] === RECORDS)).toBe(true)
  expect(await one.clock.until(() => idsAt(one, 'k').length === wanted.length)).toBe(true)
  expect(idsAt(one, 'h')).toEqual([])
  expect(one.engine.snapshot().broken).toBeUndefined()
  one.server('h').onWrite = () => ({ kind: 'written' })
  expect(await one.clock.until(() => idsAt(one, 'h').length === wanted.length)).toBe(true)
  for (const sink of ['k', 'h']) expect(idsAt(one, sink), sink).toEqual(wanted)
  expect(await stopped(one, 1_000)).toBe(true)
})

test('what a dead sink has not taken waits in the journal over restarts, and totals go on', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk)
  fill(first)
  first.server('h').onWrite = () => ({ kind: 'retry', message: 'down' })
  await first.engine.start()
  expect(await first.clock.until(() => first.log('in').acknowledged[0] === RECORDS)).toBe(true)
  expect(await first.clock.until(() => idsAt(first, 'k').length === wanted.length)).toBe(true)
  expect(await stopped(first, 1_000)).toBe(true)
  const second = await engineOn(disk, first)
  expect(rowsOf(second)).toEqual([
    [wanted.length, wanted.length],
    [wanted.length, 0],
  ])
  expect(second.engine.snapshot().streams[0]).toMatchObject({ received: RECORDS, decoded: wanted.length })
  expect(second.engine.snapshot().broken).toBeUndefined()
  second.server('h').onWrite = () => ({ kind: 'written' })
  await second.engine.start()
  expect(await second.clock.until(() => idsAt(second, 'h').length === wanted.length)).toBe(true)
  expect(second.engine.snapshot().broken).toBeUndefined()
  for (const sink of ['k', 'h']) expect(idsAt(second, sink), sink).toEqual(wanted)
  expect(await stopped(second, 1_000)).toBe(true)
  const third = await engineOn(disk, second)
  expect(rowsOf(third).flat()).toEqual([wanted.length, wanted.length, wanted.length, wanted.length])
  await third.engine.start()
  await third.clock.advance(1_000)
  for (const sink of ['k', 'h']) expect(idsAt(third, sink), sink).toEqual(wanted)
  await stopped(third, 1_000)
})

test('rows of a rule that is gone are delivered all the same', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk)
  fill(first)
  first.server('h').onWrite = () => ({ kind: 'retry', message: 'down' })
  await first.engine.start()
  expect(await first.clock.until(() => first.log('in').acknowledged[0] === RECORDS)).toBe(true)
  await stopped(first, 1_000)
  const other = handProgram([
    { name: 's', topics: ['b'], durability: 'local', rules: [{ name: 'other', sinks: ['k'] }] },
  ])
  const second = await engineOn(disk, first, other)
  second.server('h').onWrite = () => ({ kind: 'written' })
  await second.engine.start()
  expect(await second.clock.until(() => idsAt(second, 'h').length === wanted.length)).toBe(true)
  expect(second.engine.snapshot().broken).toBeUndefined()
  expect(idsAt(second, 'h')).toEqual(wanted)
  await stopped(second, 1_000)
})

test('dead letters wait in the journal while their target is down, and go to it after a restart', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk)
  fill(first)
  first.letters.broken = true
  first.server('h').onWrite = ({ count }) => ({
    kind: 'rejected',
    rows: Array.from({ length: count }, (_, index) => ({ index, slug: 'row-refused', message: 'never' })),
  })
  await first.engine.start()
  expect(await first.clock.until(() => first.log('in').acknowledged[0] === RECORDS)).toBe(true)
  expect(await first.clock.until(() => idsAt(first, 'k').length === wanted.length)).toBe(true)
  await first.clock.advance(1_000)
  const letters = RECORDS / 10 + wanted.length
  expect(first.engine.snapshot()).toMatchObject({
    broken: undefined,
    deadLetters: { offered: letters, written: 0, waiting: letters },
  })
  expect(first.engine.snapshot().alarms.map(({ name }) => name)).toContain('dead-letter-target')
  expect(first.letters.letters).toEqual([])
  expect(await stopped(first, 1_000)).toBe(true)
  first.letters.broken = false
  const second = await engineOn(disk, first)
  expect(second.engine.snapshot().deadLetters).toMatchObject({ offered: letters, waiting: letters })
  await second.engine.start()
  expect(await second.clock.until(() => second.letters.letters.length === letters)).toBe(true)
  expect(new Set(second.letters.letters.map(({ id }) => id)).size).toBe(letters)
  expect(second.engine.snapshot().broken).toBeUndefined()
  expect(await stopped(second, 1_000)).toBe(true)
})

test('stopped in order at any moment and started again, it loses and repeats nothing', async () => {
  const times = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(times, async (afterMs) => {
      const disk = new MemoryDisk()
      let last = await engineOn(disk)
      fill(last)
      slow(last.server('k'), last.clock, 10)
      slow(last.server('h'), last.clock, 25)
      for (const ms of afterMs) {
        await last.engine.start()
        await last.clock.advance(ms)
        expect(last.engine.snapshot().broken).toBeUndefined()
        expect(await stopped(last, 10_000)).toBe(true)
        last = await engineOn(disk, last)
      }
      await last.engine.start()
      const isDone = (): boolean => ['k', 'h'].every((sink) => idsAt(last, sink).length >= wanted.length)
      expect(await last.clock.until(isDone)).toBe(true)
      expect(await stopped(last, 10_000)).toBe(true)
      for (const sink of ['k', 'h']) expect(idsAt(last, sink), sink).toEqual(wanted)
      expect(last.letters.letters).toHaveLength(RECORDS / 10)
      expect(last.log('in').acknowledged[0]).toBe(RECORDS)
    }),
    { numRuns: 8 },
  )
}, 60_000)

test('power lost at any moment: nothing that was acknowledged is lost, and order is kept', async () => {
  const scene = fc.record({
    afterMs: fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 4 }),
    seed: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ afterMs, seed }) => {
      const random = seededRandom(seed)
      let disk = new MemoryDisk()
      let last = await engineOn(disk)
      fill(last)
      slow(last.server('k'), last.clock, 10)
      slow(last.server('h'), last.clock, 25)
      for (const ms of afterMs) {
        await last.engine.start()
        await last.clock.advance(ms)
        disk.powerUntil = disk.calls
        const survived = disk.afterPowerLoss(random)
        void last.engine.stop({ drainMs: 0 })
        await last.clock.advance(100)
        disk = survived
        last = await engineOn(disk, last)
        expect(last.engine.snapshot().broken).toBeUndefined()
      }
      await last.engine.start()
      const isDone = (): boolean =>
        last.log('in').acknowledged[0] === RECORDS &&
        ['k', 'h'].every((sink) => new Set(idsAt(last, sink)).size === wanted.length)
      expect(await last.clock.until(isDone), 'everything arrives').toBe(true)
      expect(last.engine.snapshot().broken).toBeUndefined()
      await stopped(last, 10_000)
      for (const sink of ['k', 'h']) {
        const first = [...new Set(idsAt(last, sink))]
        expect(first, sink).toEqual(wanted)
      }
    }),
    { numRuns: 15 },
  )
}, 120_000)

test('a journal that cannot be written stops the worker, and nothing more is acknowledged', async () => {
  const disk = new MemoryDisk()
  const one = await engineOn(disk)
  await one.engine.start()
  await one.clock.rest()
  disk.failAt = disk.calls + 2
  for (let id = 1; id < 9; id++) one.log('in').append(reading(id, 2))
  await one.clock.advance(100)
  expect(await one.engine.failed()).toContain('the journal cannot be written any more: EIO')
  expect(one.log('in').acknowledged[0] ?? 0).toBe(0)
  expect(one.engine.snapshot().alarms.map(({ name }) => name)).toContain('journal-failed')
  await stopped(one, 0)
})
