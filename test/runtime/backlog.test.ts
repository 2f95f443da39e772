import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '../../src/base/seeded-random.ts'
import { openDurableState } from '../../src/delivery/journalled/durable-state.ts'
import type { OnFull } from '../../src/delivery/on-full.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { MemoryDisk } from '../journal/memory-disk.ts'
import { handProgram } from './hand-program.ts'
import type { Rig } from './rig.ts'
import { reading, rig } from './rig.ts'

const RECORDS = 300
/** About 40 rows. */
const QUOTA = 4_000
const limits = { inFlightRecordsMax: 30, laneRowsMax: 20, sliceRecordsMax: 5 }
const policies = ['block', 'dead letter', 'drop'] as const

const programOf = (policy: OnFull) =>
  handProgram([
    {
      name: 's',
      topics: ['a'],
      durability: 'local',
      rules: [{ name: 'r', sinks: ['k', 'h'], constants: { h: { on_full: policy } } }],
    },
  ])

const engineOn = async (disk: MemoryDisk, policy: OnFull, before?: Rig): Promise<Rig> => {
  const clock = before?.clock ?? new VirtualClock()
  const durable = await openDurableState({
    folder: '/state/journal/0',
    fileSystem: disk,
    clock,
    lock: async () => () => undefined,
    randomId: () => Buffer.from('0123456789abcdef'),
    owner: {},
    limits: { segmentBytes: 8_192, groupBytesMax: 2_048, readBytesMax: 1_024 },
    backlogBytesMax: QUOTA,
  })
  const options = { limits, batchRecordsMax: 7, batchRowsMax: 9, durable }
  return rig(programOf(policy), before === undefined ? options : { ...options, before })
}

const fill = (one: Rig, from: number, to: number): void => {
  for (let id = from; id < to; id++) one.log('in').append(reading(id, 2))
}

const idsAt = ({ server }: Rig, sink: string): number[] =>
  server(sink).rows.map((row) => (JSON.parse(row.value) as { id: number }).id)

const lettersFor = ({ letters }: Rig): number[] =>
  letters.letters
    .filter(({ slug }) => slug === 'backlog-full')
    .map(({ row }) => (JSON.parse((row as { payload: string }).payload) as { id: number }).id)

const ledgerOf = (one: Rig) => one.engine.snapshot().rules[0]!.targets[1]!
const laneOf = (one: Rig) => one.engine.snapshot().lanes.find(({ connection }) => connection === 'h')!
const alarmsOf = (one: Rig): string[] => one.engine.snapshot().alarms.map(({ name }) => name)
const acknowledged = (one: Rig): number => one.log('in').acknowledged[0] ?? 0

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

test('block: the source waits at the quota, and everything arrives when the sink is back', async () => {
  const one = await engineOn(new MemoryDisk(), 'block')
  fill(one, 0, RECORDS)
  down(one)
  await one.engine.start()
  await one.clock.advance(60_000)
  const held = acknowledged(one)
  expect(held).toBeGreaterThan(20)
  expect(held).toBeLessThan(60)
  expect(idsAt(one, 'k')).toHaveLength(held)
  expect(laneOf(one)).toMatchObject({ isFull: true, quotaBytes: QUOTA, waitingRows: held })
  expect(alarmsOf(one)).toContain('backlog-full')
  up(one)
  expect(await one.clock.until(() => idsAt(one, 'h').length === RECORDS)).toBe(true)
  expect(laneOf(one)).toMatchObject({ isFull: false, waitingRows: 0, waitingBytes: 0 })
  expect(one.messages.join('\n')).toContain('h: the rows that wait for it are below their quota')
  expect(await stopped(one, 1_000)).toBe(true)
})

test('drop: the other sink gets all, the dead one what had waited and what came after', async () => {
  const one = await engineOn(new MemoryDisk(), 'drop')
  fill(one, 0, RECORDS)
  down(one)
  await one.engine.start()
  expect(await one.clock.until(() => idsAt(one, 'k').length === RECORDS)).toBe(true)
  expect(await one.clock.until(() => acknowledged(one) === RECORDS)).toBe(true)
  const waiting = laneOf(one).waitingRows
  expect(waiting).toBeLessThan(60)
  expect(ledgerOf(one)).toMatchObject({ made: RECORDS, pending: waiting, dropped: RECORDS - waiting })
  up(one)
  expect(await one.clock.until(() => idsAt(one, 'h').length === waiting)).toBe(true)
  fill(one, RECORDS, RECORDS + 10)
  expect(await one.clock.until(() => idsAt(one, 'h').length === waiting + 10)).toBe(true)
  expect(ledgerOf(one)).toMatchObject({ made: RECORDS + 10, delivered: waiting + 10, pending: 0 })
  expect(one.messages.join('\n')).toContain(`${RECORDS - waiting} rows were dropped`)
  expect(await stopped(one, 1_000)).toBe(true)
})

test('dead letter: each row that does not wait is one, and can be sent again', async () => {
  const one = await engineOn(new MemoryDisk(), 'dead letter')
  fill(one, 0, RECORDS)
  down(one)
  await one.engine.start()
  expect(await one.clock.until(() => acknowledged(one) === RECORDS)).toBe(true)
  const waiting = laneOf(one).waitingRows
  expect(await one.clock.until(() => lettersFor(one).length === RECORDS - waiting)).toBe(true)
  expect(ledgerOf(one)).toMatchObject({ pending: waiting, deadLettered: RECORDS - waiting })
  const letters = one.letters.letters as never[]
  expect(await one.engine.redrive(letters.slice(0, 1))).toMatchObject([
    { kind: 'left', reason: 'the rows that wait for h have reached their quota' },
  ])
  up(one)
  expect(await one.clock.until(() => idsAt(one, 'h').length === waiting)).toBe(true)
  const redriven = one.engine.redrive(letters)
  expect(await one.clock.until(() => idsAt(one, 'h').length === RECORDS)).toBe(true)
  expect((await redriven).every(({ kind }) => kind === 'redriven')).toBe(true)
  expect([...idsAt(one, 'h')].sort((a, b) => a - b)).toEqual(idsAt(one, 'k'))
  expect(one.engine.snapshot().broken).toBeUndefined()
  expect(await stopped(one, 1_000)).toBe(true)
})

test('dead letters whose target is down hold the source up at their own quota', async () => {
  const one = await engineOn(new MemoryDisk(), 'dead letter')
  fill(one, 0, RECORDS)
  down(one)
  one.letters.broken = true
  await one.engine.start()
  await one.clock.advance(60_000)
  expect(acknowledged(one)).toBeLessThan(RECORDS / 2)
  one.letters.broken = false
  expect(await one.clock.until(() => acknowledged(one) === RECORDS)).toBe(true)
  up(one)
  expect(await one.clock.until(() => idsAt(one, 'h').length + lettersFor(one).length === RECORDS)).toBe(true)
  expect(await stopped(one, 1_000)).toBe(true)
})

test('a backlog is there after a restart, and is full at once', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk, 'drop')
  fill(first, 0, RECORDS)
  down(first)
  await first.engine.start()
  expect(await first.clock.until(() => acknowledged(first) === RECORDS)).toBe(true)
  const { waitingBytes, waitingRows } = laneOf(first)
  expect(await first.clock.until(() => idsAt(first, 'k').length === RECORDS)).toBe(true)
  expect(await stopped(first, 1_000)).toBe(true)
  const second = await engineOn(disk, 'drop', first)
  expect(laneOf(second)).toMatchObject({ waitingBytes, waitingRows, isFull: true })
  expect(ledgerOf(second)).toMatchObject({ pending: waitingRows, dropped: RECORDS - waitingRows })
  up(second)
  await second.engine.start()
  expect(await second.clock.until(() => laneOf(second).waitingRows === 0)).toBe(true)
  expect(laneOf(second)).toMatchObject({ waitingBytes: 0, isFull: false })
  expect(await stopped(second, 1_000)).toBe(true)
})

test('power lost at any moment: every row is delivered or counted, in each policy', async () => {
  const scene = fc.record({
    afterMs: fc.array(fc.integer({ min: 0, max: 250 }), { minLength: 1, maxLength: 4 }),
    isDown: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    policy: fc.constantFrom(...policies),
    seed: fc.nat(),
  })
  await fc.assert(
    fc.asyncProperty(scene, async ({ afterMs, isDown, policy, seed }) => {
      const random = seededRandom(seed)
      let disk = new MemoryDisk()
      let last = await engineOn(disk, policy)
      fill(last, 0, RECORDS)
      for (const [k, ms] of afterMs.entries()) {
        if (isDown[k]!) down(last)
        else up(last)
        await last.engine.start()
        await last.clock.advance(ms)
        const before = ledgerOf(last)
        expect(last.engine.snapshot().broken).toBeUndefined()
        disk.powerUntil = disk.calls
        const survived = disk.afterPowerLoss(random)
        void last.engine.stop({ drainMs: 0 })
        await last.clock.advance(100)
        disk = survived
        last = await engineOn(disk, policy, last)
        expect(last.engine.snapshot().broken).toBeUndefined()
        // What was counted and confirmed is counted yet; what was not is not.
        expect(ledgerOf(last).made).toBeLessThanOrEqual(before.made)
        expect(ledgerOf(last).dropped).toBeLessThanOrEqual(before.dropped)
      }
      up(last)
      await last.engine.start()
      const has = (): boolean =>
        acknowledged(last) === RECORDS &&
        last.engine.snapshot().rules[0]!.targets.every(({ pending }) => pending === 0) &&
        last.engine.snapshot().deadLetters.waiting === 0
      expect(await last.clock.until(has), 'everything is decided').toBe(true)
      expect(await stopped(last, 10_000)).toBe(true)
      const { deadLettered, delivered, dropped, made } = ledgerOf(last)
      expect(new Set(idsAt(last, 'k')).size).toBe(RECORDS)
      const arrived = new Set([...idsAt(last, 'h'), ...lettersFor(last)])
      // None is missing that is not counted as dropped, and none is counted that was not made.
      expect(RECORDS - arrived.size).toBeLessThanOrEqual(dropped)
      expect(made).toBe(delivered + dropped + deadLettered)
      expect(delivered).toBeGreaterThanOrEqual(new Set(idsAt(last, 'h')).size)
      if (policy !== 'drop') expect(arrived.size).toBe(RECORDS)
      // Order is kept.
      const first = [...new Set(idsAt(last, 'h'))]
      expect(first).toEqual([...first].sort((a, b) => a - b))
    }),
    { numRuns: 20 },
  )
}, 120_000)
