import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/seeded-random.ts'
import { openDurableState } from '../../src/delivery/journalled/durable-state.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { MemoryDisk } from '../journal/memory-disk.ts'
import { handProgram } from './hand-program.ts'
import type { Rig } from './rig.ts'
import { reading, rig } from './rig.ts'

const RECORDS = 600
const SEGMENT_BYTES = 4_096
/** Two records of three go to `k` alone; `h` gets the third as well. */
const program = handProgram([
  {
    name: 's',
    topics: ['a', 'b'],
    durability: 'local',
    rules: [{ name: 'r', sinks: ['k', 'h'], constants: { h: { on_full: 'drop' } } }],
  },
])
const limits = { inFlightRecordsMax: 30, laneRowsMax: 20, sliceRecordsMax: 5 }

const engineOn = async (disk: MemoryDisk, backlogBytesMax: number, before?: Rig): Promise<Rig> => {
  const clock = before?.clock ?? new VirtualClock()
  const durable = await openDurableState({
    folder: '/state/journal/0',
    fileSystem: disk,
    clock,
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: {
      segmentBytes: SEGMENT_BYTES,
      groupBytesMax: 2_048,
      readBytesMax: 1_024,
      journalBytesMax: 10 * SEGMENT_BYTES,
    },
    backlogBytesMax,
  })
  const options = { limits, batchRecordsMax: 7, batchRowsMax: 9, durable }
  return rig(program, before === undefined ? options : { ...options, before })
}

/** An odd `v` is not for `h`. */
const valueOf = (id: number): number => (id % 6 === 0 ? 2 : 1)

const fill = (one: Rig, from: number, to: number): void => {
  for (let id = from; id < to; id++) one.log('in').append(reading(id, valueOf(id)))
}

const idsAt = ({ server }: Rig, sink: string): number[] =>
  server(sink).rows.map((row) => (JSON.parse(row.value) as { id: number }).id)

const all = Array.from({ length: RECORDS }, (_, id) => id)
const wanted = all.filter((id) => valueOf(id) === 2)
const ledgerOf = (one: Rig) => one.engine.snapshot().rules[0]!.targets[1]!
const laneOf = (one: Rig) => one.engine.snapshot().lanes.find(({ connection }) => connection === 'h')!
const acknowledged = (one: Rig): number => one.log('in').acknowledged[0] ?? 0
const hasCopies = (disk: MemoryDisk): boolean => disk.paths().some((path) => path.includes('/lane-'))

const stopped = async (one: Rig, drainMs: number): Promise<boolean> => {
  const stop = one.engine.stop({ drainMs })
  await one.clock.advance(drainMs + 6_000)
  return (await stop).drained
}

const down = (one: Rig): void => {
  one.server('h').onWrite = () => ({ kind: 'retry', message: 'down' })
}
const up = (one: Rig): void => {
  one.server('h').onWrite = () => ({ kind: 'written' })
}

test('a sink that is down does not keep the frames of the others: the journal is many times too small for them', async () => {
  const disk = new MemoryDisk()
  const one = await engineOn(disk, 1_000_000)
  fill(one, 0, RECORDS)
  down(one)
  await one.engine.start()
  expect(await one.clock.until(() => idsAt(one, 'k').length === RECORDS)).toBe(true)
  expect(await one.clock.until(() => acknowledged(one) === RECORDS)).toBe(true)
  expect(hasCopies(disk)).toBe(true)
  expect(laneOf(one)).toMatchObject({ waitingRows: wanted.length, isFull: false })
  expect(one.engine.snapshot().journal!.bytes).toBeLessThanOrEqual(10 * SEGMENT_BYTES)
  up(one)
  expect(await one.clock.until(() => idsAt(one, 'h').length === wanted.length)).toBe(true)
  expect(idsAt(one, 'h')).toEqual(wanted)
  expect(laneOf(one)).toMatchObject({ waitingRows: 0, waitingBytes: 0, behindFrames: 0 })
  fill(one, RECORDS, RECORDS + 60)
  expect(await one.clock.until(() => idsAt(one, 'h').length === wanted.length + 10)).toBe(true)
  expect(one.engine.snapshot().broken).toBeUndefined()
  expect(one.engine.snapshot().alarms).toEqual([])
  expect(await stopped(one, 1_000)).toBe(true)
})

test('copies are there after a restart, in their order, and before what came later', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk, 1_000_000)
  fill(first, 0, RECORDS / 2)
  down(first)
  await first.engine.start()
  expect(await first.clock.until(() => acknowledged(first) === RECORDS / 2)).toBe(true)
  expect(await first.clock.until(() => idsAt(first, 'k').length === RECORDS / 2)).toBe(true)
  expect(await stopped(first, 1_000)).toBe(true)
  const second = await engineOn(disk, 1_000_000, first)
  expect(ledgerOf(second)).toMatchObject({ pending: wanted.length / 2, delivered: 0 })
  expect(laneOf(second).waitingRows).toBe(wanted.length / 2)
  // The targets are the same ones, and none is made for rows of an earlier program.
  expect(second.engine.snapshot().into).toEqual([])
  fill(second, RECORDS / 2, RECORDS)
  await second.engine.start()
  expect(await second.clock.until(() => acknowledged(second) === RECORDS)).toBe(true)
  up(second)
  expect(await second.clock.until(() => ledgerOf(second).pending === 0)).toBe(true)
  expect(idsAt(second, 'h')).toEqual(wanted)
  expect(await stopped(second, 1_000)).toBe(true)
  const third = await engineOn(disk, 1_000_000, second)
  expect(ledgerOf(third)).toMatchObject({ made: RECORDS, delivered: wanted.length, pending: 0 })
  await third.engine.start()
  await third.clock.advance(1_000)
  expect(idsAt(third, 'h')).toEqual(wanted)
  expect(third.engine.snapshot().alarms).toEqual([])
  expect(await stopped(third, 1_000)).toBe(true)
})

const scene = fc.record({
  steps: fc.array(
    fc.record({ ms: fc.integer({ min: 0, max: 400 }), isDown: fc.boolean(), isClean: fc.boolean() }),
    { minLength: 1, maxLength: 5 },
  ),
  quota: fc.constantFrom(2_000, 1_000_000),
  seed: fc.nat(),
})

test('power lost or stopped at any moment while rows are copied: nothing is lost, order is kept, all is counted', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async ({ steps, quota, seed }) => {
      const random = seededRandom(seed)
      let disk = new MemoryDisk()
      let last = await engineOn(disk, quota)
      fill(last, 0, RECORDS)
      const isAlwaysClean = steps.every(({ isClean }) => isClean)
      for (const { isClean, isDown, ms } of steps) {
        if (isDown) down(last)
        else up(last)
        await last.engine.start()
        await last.clock.advance(ms)
        expect(last.engine.snapshot().broken).toBeUndefined()
        if (isClean) await stopped(last, 2_000)
        else {
          disk.powerUntil = disk.calls
          const survived = disk.afterPowerLoss(random)
          void last.engine.stop({ drainMs: 0 })
          await last.clock.advance(100)
          disk = survived
        }
        last = await engineOn(disk, quota, last)
        expect(last.engine.snapshot().broken).toBeUndefined()
      }
      up(last)
      await last.engine.start()
      const isDone = (): boolean =>
        acknowledged(last) === RECORDS &&
        last.engine.snapshot().rules[0]!.targets.every(({ pending }) => pending === 0)
      expect(await last.clock.until(isDone), 'everything is decided').toBe(true)
      expect(await stopped(last, 10_000)).toBe(true)
      const arrived = idsAt(last, 'h')
      const distinct = [...new Set(arrived)]
      expect(wanted.length - distinct.length).toBeLessThanOrEqual(ledgerOf(last).dropped)
      expect(distinct).toEqual([...distinct].sort((a, b) => a - b))
      // Whoever takes the newest of a key ends with the newest: what comes again is followed by all that came after it.
      expect(arrived.at(-1)).toBe(distinct.at(-1))
      expect([...new Set(idsAt(last, 'k'))]).toEqual(all)
      if (isAlwaysClean) expect(arrived).toEqual(distinct)
    }),
    { numRuns: 25 },
  )
}, 200_000)
