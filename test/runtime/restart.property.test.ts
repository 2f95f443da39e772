import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemoryServer } from '../../src/testing/memory/memory-server.ts'
import { handProgram } from './hand-program.ts'
import type { Rig } from './rig.ts'
import { garbage, reading, rig } from './rig.ts'

const RECORDS = 200
const program = handProgram([{ name: 's', topics: ['a'], rules: [{ name: 'r', sinks: ['k', 'h'] }] }])
const limits = { inFlightRecordsMax: 30, laneRowsMax: 20, sliceRecordsMax: 5 }

/** Each write takes its time, so that a cut finds rows on their way. */
const slow = (server: MemoryServer, clock: Rig['clock'], ms: number): void => {
  server.onWrite = async (_, signal) => {
    await clock.sleep(ms, signal)
    return signal.aborted ? { kind: 'unknown', message: 'cut' } : { kind: 'written' }
  }
}

const filled = (): Rig => {
  const first = rig(program, { limits, batchRecordsMax: 7, batchRowsMax: 9 })
  for (let id = 0; id < RECORDS; id++)
    first.log('in').append(id % 10 === 0 ? garbage(`garbage ${id}`) : reading(id, 2))
  slow(first.server('k'), first.clock, 10)
  slow(first.server('h'), first.clock, 25)
  return first
}

const runs = async (
  afterMs: readonly number[],
  drainMs: number,
): Promise<{ last: Rig; drained: boolean[] }> => {
  let last = filled()
  const drained: boolean[] = []
  for (const ms of afterMs) {
    await last.engine.start()
    await last.clock.advance(ms)
    const stopped = last.engine.stop({ drainMs })
    await last.clock.advance(drainMs + 100)
    drained.push((await stopped).drained)
    last = rig(program, { limits, batchRecordsMax: 7, batchRowsMax: 9, before: last })
  }
  await last.engine.start()
  expect(await last.clock.until(() => last.log('in').acknowledged[0] === RECORDS)).toBe(true)
  expect(last.engine.snapshot().broken).toBeUndefined()
  const stopped = last.engine.stop({ drainMs: 10_000 })
  await last.clock.advance(1_000)
  expect(await stopped).toEqual({ drained: true })
  return { last, drained }
}

const wanted = Array.from({ length: RECORDS }, (_, id) => id).filter((id) => id % 10 !== 0)

const idsAt = ({ server }: Rig, sink: string): number[] =>
  server(sink).rows.map((row) => (JSON.parse(row.value) as { id: number }).id)

const times = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 4 })

test('cut at any moment and started again, it loses nothing', async () => {
  await fc.assert(
    fc.asyncProperty(times, async (afterMs) => {
      const { last } = await runs(afterMs, 0)
      for (const sink of ['k', 'h'])
        expect(
          [...new Set(idsAt(last, sink))].sort((a, b) => a - b),
          sink,
        ).toEqual(wanted)
      expect(new Set(last.letters.letters.map((letter) => letter['payload'])).size).toBe(RECORDS / 10)
    }),
    { numRuns: 40 },
  )
})

test('stopped in order at any moment and started again, it repeats nothing either', async () => {
  await fc.assert(
    fc.asyncProperty(times, async (afterMs) => {
      const { last, drained } = await runs(afterMs, 10_000)
      expect(drained.every(Boolean)).toBe(true)
      for (const sink of ['k', 'h']) expect(idsAt(last, sink), sink).toEqual(wanted)
      expect(last.letters.letters).toHaveLength(RECORDS / 10)
    }),
    { numRuns: 40 },
  )
})
