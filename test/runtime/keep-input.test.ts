import { expect, test } from 'vitest'
import { openDurableState } from '../../src/delivery/journalled/durable-state.ts'
import { VirtualClock } from '../../src/testing/virtual-clock.ts'
import { MemoryDisk } from '../journal/memory-disk.ts'
import { handProgram } from './hand-program.ts'
import type { Rig } from './rig.ts'
import { reading, rig } from './rig.ts'

const RECORDS = 400
const SEGMENT_BYTES = 8_192
const program = handProgram([
  { name: 's', topics: ['a'], durability: 'local', rules: [{ name: 'r', sinks: ['k', 'h'] }] },
])
const limits = { inFlightRecordsMax: 30, laneRowsMax: 20, sliceRecordsMax: 5, deadLettersMax: 20 }

const engineOn = async (disk: MemoryDisk, before?: Rig): Promise<Rig> => {
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
      journalBytesMax: 12 * SEGMENT_BYTES,
    },
    backlogBytesMax: 1_000_000,
  })
  const options = { limits, batchRecordsMax: 7, batchRowsMax: 9, durable, keepInput: true }
  return rig(program, before === undefined ? options : { ...options, before })
}

/** A row for `h` is one of eight. */
const fill = (one: Rig): void => {
  for (let id = 0; id < RECORDS; id++) one.log('in').append(reading(id, id % 8 === 0 ? 2 : 1))
}
const refused = Array.from({ length: RECORDS }, (_, id) => id).filter((id) => id % 8 === 0)

const refuse = (one: Rig): void => {
  one.server('h').onWrite = ({ count }) => ({
    kind: 'rejected',
    rows: Array.from({ length: count }, (_, index) => ({ index, slug: 'row-refused', message: 'never' })),
  })
}

const inputsOf = ({ letters }: Rig) =>
  letters.letters.map(({ key, payload, slug, topic }) => ({ key, payload, slug, topic }))

const wanted = refused.map((id) => ({
  key: String(id),
  payload: JSON.stringify({ id, v: 2 }),
  slug: 'row-refused',
  topic: 'a',
}))

const stopped = async (one: Rig): Promise<void> => {
  const stop = one.engine.stop({ drainMs: 1_000 })
  await one.clock.advance(7_000)
  await stop
}

test('with keep_input a letter has the record that its row is of, though that was acknowledged long before', async () => {
  const one = await engineOn(new MemoryDisk())
  fill(one)
  refuse(one)
  await one.engine.start()
  expect(await one.clock.until(() => one.letters.letters.length === refused.length)).toBe(true)
  expect(inputsOf(one)).toEqual(wanted)
  await stopped(one)
})

test('it has it after a restart, and where the rows were copied to a log of the lane', async () => {
  const disk = new MemoryDisk()
  const first = await engineOn(disk)
  fill(first)
  first.server('h').onWrite = () => ({ kind: 'retry', message: 'down' })
  await first.engine.start()
  expect(await first.clock.until(() => first.log('in').acknowledged[0] === RECORDS)).toBe(true)
  await first.clock.advance(10_000)
  await stopped(first)
  expect(disk.paths().some((path) => path.includes('/lane-'))).toBe(true)
  const second = await engineOn(disk, first)
  refuse(second)
  await second.engine.start()
  expect(await second.clock.until(() => second.letters.letters.length === refused.length)).toBe(true)
  expect(inputsOf(second)).toEqual(wanted)
  await stopped(second)
})
