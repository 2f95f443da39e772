import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OutputBatch } from '../../src/stream/output.ts'
import type { WriteResult } from '../../src/stream/sink.ts'
import type { MemoryServer } from '../../src/testing/memory/memory-server.ts'
import { handProgram } from './hand-program.ts'
import { garbage, reading, rig } from './rig.ts'

/** How a server behaves, one number per write: what it answers, and whether it takes the rows of an `unknown`. */
interface Weather {
  readonly records: readonly number[]
  readonly lanes: number
  readonly answers: readonly number[]
  readonly reconnectsAt: readonly number[]
  readonly batchRowsMax: number
  readonly poison: number
}

const weather: fc.Arbitrary<Weather> = fc.record({
  records: fc.array(fc.constantFrom(-3, -1, 0, 1, 2, 3, 4), { minLength: 1, maxLength: 120 }),
  lanes: fc.integer({ min: 1, max: 3 }),
  answers: fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 40 }),
  reconnectsAt: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 2 }),
  batchRowsMax: fc.integer({ min: 1, max: 30 }),
  poison: fc.integer({ min: 2, max: 20 }),
})

const idOf = (batch: OutputBatch, i: number): number =>
  (JSON.parse(batch.value(i).toString()) as { id: number }).id

/** Rows whose id divides by `poison` are never taken; the server names them or refuses the whole batch. */
const behave = (server: MemoryServer, { answers, poison }: Weather, shift: number): void => {
  let writes = shift
  server.onWrite = (batch): WriteResult => {
    const answer = writes < 60 ? answers[writes % answers.length]! : 0
    writes++
    const bad = Array.from({ length: batch.count }, (_, i) => i).filter((i) => idOf(batch, i) % poison === 0)
    const rejection = { slug: 'syntax-error', message: 'poison' } as const
    switch (answer) {
      case 1:
        return { kind: 'retry', message: 'busy', afterMs: 50 }
      case 2:
        return { kind: 'reconnect', message: 'reset' }
      case 3:
        server.keep(batch, (i) => idOf(batch, i) % poison !== 0)
        return { kind: 'unknown', message: 'no answer' }
      case 4:
        return { kind: 'unknown', message: 'no answer' }
      case 5:
        return { kind: 'fatal', slug: 'syntax-error', message: 'no such table' }
      case 6:
        if (bad.length > 0) return { kind: 'refused', ...rejection }
        return { kind: 'written' }
      default:
        if (bad.length > 0) return { kind: 'rejected', rows: bad.map((index) => ({ index, ...rejection })) }
        return { kind: 'written' }
    }
  }
}

/** Which rows a record makes, as the hand-made pass does. */
const wanted = (v: number): readonly string[] => (v <= 0 ? [] : v % 2 === 1 ? ['k'] : ['k', 'h'])

const run = async (world: Weather): Promise<void> => {
  const program = handProgram([{ name: 's', topics: ['a'], rules: [{ name: 'r', sinks: ['k', 'h'] }] }])
  const { engine, log, server, clock, letters } = rig(program, {
    batchRowsMax: world.batchRowsMax,
    batchRecordsMax: 7,
    limits: {
      inFlightRecordsMax: 25,
      laneRowsMax: 12,
      sliceRecordsMax: 5,
      fatalProbeMs: 500,
      backoffMaxMs: 400,
    },
  })
  const input = log('in', world.lanes)
  world.records.forEach((v, id) =>
    input.append(v === -3 ? garbage(`garbage ${id}`) : reading(id, v), id % world.lanes),
  )
  behave(server('k'), world, 0)
  behave(server('h'), world, 3)
  const safe = (sink: string, id: number): boolean =>
    server(sink).rows.some((row) => row.value.startsWith(`{"id":${id},`)) ||
    letters.letters.some(
      ({ row, sink: to }) =>
        JSON.stringify([row, to]).includes(`{\\"id\\":${id},`) &&
        (to as { connection: string }).connection === sink,
    )
  const settled = (id: number): boolean => {
    const v = world.records[id]!
    if (v === -3) return letters.letters.some((letter) => letter['payload'] === `garbage ${id}`)
    if (v === -1) return letters.letters.some((letter) => letter['rule'] === 'r' && letter['key'] === `${id}`)
    return wanted(v).every((sink) => safe(sink, id))
  }
  const checked = input.lanes.map(() => 0)
  const inspect = (): void => {
    expect(engine.snapshot().broken).toBeUndefined()
    input.acknowledged.forEach((below, lane) => {
      for (; checked[lane]! < below; checked[lane]!++) {
        const id = checked[lane]! * world.lanes + lane
        expect(settled(id), `record ${id} was acknowledged before it was safe`).toBe(true)
      }
    })
  }
  const push = input.commits.push.bind(input.commits)
  input.commits.push = (...commits) => {
    queueMicrotask(inspect)
    return push(...commits)
  }
  await engine.start()
  for (const atMs of world.reconnectsAt) {
    await clock.advance(atMs)
    input.reconnect()
  }
  const done = (): boolean =>
    input.lanes.every((records, lane) => input.acknowledged[lane] === records.length)
  expect(await clock.until(done), 'every record is acknowledged in the end').toBe(true)
  inspect()
  for (const sink of ['k', 'h'])
    for (let lane = 0; lane < world.lanes; lane++) {
      const rows = server(sink).rows.filter((row) => row.lane === lane)
      const ids = [...new Set(rows.map((row) => (JSON.parse(row.value) as { id: number }).id))]
      expect(ids, `${sink}, lane ${lane}: order`).toEqual([...ids].sort((a, b) => a - b))
    }
  const { rules, deadLetters, lanes } = engine.snapshot()
  for (const target of rules[0]!.targets) expect(target.pending).toBe(0)
  expect(lanes.every((lane) => lane.rows === 0)).toBe(true)
  expect(deadLetters.written).toBe(letters.letters.length)
  expect(await engine.stop({ drainMs: 1000 })).toEqual({ drained: true })
}

test('whatever servers answer, each row is delivered or dead-lettered, in order, before its record is acknowledged', async () => {
  await fc.assert(fc.asyncProperty(weather, run), { numRuns: 300 })
}, 60_000)
