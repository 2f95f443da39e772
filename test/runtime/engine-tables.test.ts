import { expect, test } from 'vitest'
import type { Policy, Program } from '../../src/codegen/program.ts'
import { keyOf } from '../../src/stream/table-key.ts'
import type { ChangeContext, ChangeReader, TableRow } from '../../src/stream/table.ts'
import { handProgram } from './hand-program.ts'
import type { SourceContext } from '../../src/stream/source.ts'
import { reading, rig, type Rig } from './rig.ts'

const TIME_MS = 1_767_225_600_000
const STRING = { kind: 'STRING', nullable: true } as const
const HOUR_MS = 3_600_000
const makeKey = keyOf([STRING])

/** A rule that looks the row of 'k' up for each record. */
const program = (looked: unknown[], onError?: Policy): Program => {
  const rules = [{ name: 'r', sinks: ['k'], ...(onError === undefined ? {} : { onError }) }]
  const made = handProgram([{ name: 's', topics: ['a'], rules }])
  return {
    tables: [
      {
        name: 't',
        connection: 'server',
        connector: 'memory',
        options: {},
        columns: [],
        primaryKey: [0],
        keyTypes: [STRING],
        decode: ({ value }) => value as TableRow,
        refreshMs: undefined,
        maxAgeMs: undefined,
        waitMs: HOUR_MS,
      },
    ],
    streams: made.streams.map((stream) => ({
      ...stream,
      pass: (batch, selected, count, context) => {
        for (let i = 0; i < count; i++)
          looked.push(context.tables?.[0]?.get(makeKey(['k'])!, batch.timeMs[selected?.[i] ?? i]!)?.[1])
        return stream.pass(batch, selected, count, context)
      },
    })),
  }
}

interface Stage extends Rig {
  readonly looked: unknown[]
  readonly told: ChangeContext
  readonly source: SourceContext
}

/** An engine whose table has been read to the time of record 0. */
const stage = async (onError?: Policy): Promise<Stage> => {
  const looked: unknown[] = []
  let told: ChangeContext | undefined
  const reader: ChangeReader = {
    kind: 'changes',
    read: (context) =>
      new Promise((resolve) => {
        told = context
        context.signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    close: async () => undefined,
  }
  let source: SourceContext | undefined
  const made = rig(program(looked, onError), {
    table: { options: [], create: () => reader },
    opened: (context) => (source = context),
  })
  await made.engine.start()
  await made.clock.until(() => told !== undefined)
  told!.readTo(TIME_MS)
  await made.clock.until(() => source !== undefined)
  return { ...made, looked, told: told!, source: source! }
}

const put = ({ told }: Stage, name: string, timeMs: number): void =>
  told.change({ value: ['k', name], message: { key: Buffer.from('k'), topic: 't', timeMs } })

test('a record that is ahead of the table is evaluated once, after the table has come up', async () => {
  const at = await stage()
  put(at, 'old', TIME_MS - 1)
  for (const id of [0, 5, 6]) at.log('in').append(reading(id, 1))
  expect(await at.clock.until(() => at.looked.length > 0)).toBe(true)
  await at.clock.advance(10_000)
  put(at, 'new', TIME_MS + 5)
  at.told.readTo(TIME_MS + 6)
  expect(await at.clock.until(() => at.log('in').acknowledged[0] === 3)).toBe(true)
  expect(at.looked.slice(-3)).toEqual(['old', 'new', 'new'])
  expect(at.server('k').rows).toHaveLength(3)
  const { broken, rules, streams } = at.engine.snapshot()
  expect(broken).toBeUndefined()
  expect(streams[0]).toMatchObject({ received: 3, decoded: 3, pending: 0 })
  expect(rules[0]).toMatchObject({ passed: 3, delivered: 3 })
  expect(await at.engine.stop({ drainMs: 1_000 })).toEqual({ drained: true })
})

test('a stop while records wait for a table ends in time, and they stay unacknowledged', async () => {
  const at = await stage()
  at.log('in').append(reading(5, 1))
  expect(await at.clock.until(() => at.looked.length > 0)).toBe(true)
  let result: unknown
  void at.engine.stop({ drainMs: 1_000 }).then((one) => (result = one))
  await at.clock.advance(2_000)
  expect(result).toEqual({ drained: false })
  expect(at.log('in').acknowledged[0] ?? 0).toBe(0)
  expect(at.server('k').rows).toEqual([])
  expect(at.engine.snapshot().broken).toBeUndefined()
})

test('a stop that finds records waiting delivers them where the table comes up in time', async () => {
  const at = await stage()
  at.log('in').append(reading(5, 1))
  expect(await at.clock.until(() => at.looked.length > 0)).toBe(true)
  let result: unknown
  void at.engine.stop({ drainMs: 10_000 }).then((one) => (result = one))
  await at.clock.advance(1_000)
  at.told.readTo(TIME_MS + 5)
  await at.clock.advance(5_000)
  expect(result).toEqual({ drained: true })
  expect(at.server('k').rows).toHaveLength(1)
  expect(at.log('in').acknowledged[0]).toBe(1)
})

test('a lane that ends while its records wait is given up, and they are evaluated when they come again', async () => {
  const at = await stage()
  at.log('in').append(reading(5, 1))
  expect(await at.clock.until(() => at.looked.length > 0)).toBe(true)
  let isRevoked = false
  void at.source.revoked(0, 1, at.clock.monotonicMs() + 1_000).then(() => (isRevoked = true))
  await at.clock.advance(2_000)
  expect(isRevoked).toBe(true)
  at.log('in').reconnect()
  at.told.readTo(TIME_MS + 5)
  expect(await at.clock.until(() => at.log('in').acknowledged[0] === 1)).toBe(true)
  expect(at.server('k').rows).toHaveLength(1)
  const { broken, streams } = at.engine.snapshot()
  expect(broken).toBeUndefined()
  expect(streams[0]).toMatchObject({ received: 1, decoded: 1, pending: 0 })
  expect(await at.engine.stop({ drainMs: 1_000 })).toEqual({ drained: true })
})

test('a rule that stops its stream does so after the wait, and what came before goes its way', async () => {
  const at = await stage({ kind: 'stop' })
  for (const [id, v] of [
    [5, 1],
    [6, -1],
    [7, 1],
  ] as const)
    at.log('in').append(reading(id, v))
  expect(await at.clock.until(() => at.looked.length > 0)).toBe(true)
  expect(at.engine.snapshot().streams[0]).toMatchObject({ received: 0 })
  at.told.readTo(TIME_MS + 7)
  expect(await at.clock.until(() => at.log('in').acknowledged[0] === 1)).toBe(true)
  await at.clock.advance(10_000)
  expect(at.log('in').acknowledged[0]).toBe(1)
  expect(at.server('k').rows).toHaveLength(1)
  expect(at.engine.snapshot().broken).toBeUndefined()
  expect(at.engine.snapshot().streams[0]).toMatchObject({ received: 3, pending: 2 })
  await at.engine.stop({ drainMs: 1_000 })
})
