import { expect, test } from 'vitest'
import { garbage, reading, rig } from './rig.ts'
import { handProgram } from './hand-program.ts'

const stream = { name: 's', topics: ['a'], rules: [{ name: 'r', sinks: ['k', 'h'] }] }

test('every record has its outcome and is acknowledged when all of it is confirmed', async () => {
  const { engine, log, server, clock, letters } = rig(handProgram([stream]))
  for (const v of [1, 2, 0, -1, 4]) log('in').append(reading(v, v))
  log('in').append(garbage('{'))
  await engine.start()
  expect(await clock.until(() => log('in').acknowledged[0] === 6)).toBe(true)
  expect(server('k').rows.map((row) => row.value)).toEqual([
    '{"id":1,"v":1}',
    '{"id":2,"v":2}',
    '{"id":4,"v":4}',
  ])
  expect(server('h').rows.map((row) => row.seq)).toEqual([1, 4])
  const { rules, streams, broken } = engine.snapshot()
  expect(broken).toBeUndefined()
  expect(streams[0]).toMatchObject({ received: 6, decoded: 5, invalid: 1, pending: 0 })
  expect(rules[0]).toMatchObject({ decoded: 5, passed: 3, filtered: 1, failed: 1, delivered: 5 })
  expect(rules[0]!.targets[1]).toMatchObject({ made: 3, delivered: 2, skipped: 1, pending: 0 })
  expect(letters.letters).toMatchObject([
    { stream: 's', slug: 'syntax-error', message: 'not JSON', payload: '{', encoding: 'utf8', length: 1 },
    {
      rule: 'r',
      version: 'v1',
      path: 'v',
      topic: 'a',
      key: '-1',
      position: { source: 'in', lane: 0, seq: 3 },
    },
  ])
  expect(await engine.stop({ drainMs: 1000 })).toEqual({ drained: true })
})

test('a source that the other side has not let go in order makes a stop unclean, and says why', async () => {
  const { engine, messages, clock, log } = rig(handProgram([stream]), {
    closed: () => {
      throw new Error('no farewell')
    },
  })
  log('in').append(reading(1, 1))
  await engine.start()
  await clock.advance(1_000)
  expect(await engine.stop({ drainMs: 1000 })).toEqual({ drained: false })
  expect(messages).toContain('in: closing failed: no farewell')
})

test('one unconfirmed sink holds the acknowledgement back', async () => {
  const { engine, log, server, clock } = rig(handProgram([stream]))
  server('h').onWrite = () => ({ kind: 'retry', message: 'busy' })
  log('in').append(reading(1, 1))
  log('in').append(reading(2, 2))
  log('in').append(reading(3, 1))
  await engine.start()
  await clock.advance(10_000)
  expect(server('k').rows).toHaveLength(3)
  expect(log('in').acknowledged[0]).toBe(1)
  server('h').onWrite = () => ({ kind: 'written' })
  await clock.advance(60_000)
  expect(log('in').acknowledged[0]).toBe(3)
  expect(engine.snapshot().broken).toBeUndefined()
  await engine.stop({ drainMs: 1000 })
})

test('servers that are down at start are waited for, and said so once, then every 30 seconds', async () => {
  const { engine, log, server, clock, messages } = rig(handProgram([stream]))
  server('k').onOpen = () => ({ kind: 'retry', message: 'ECONNREFUSED 127.0.0.1:9092' })
  log('in').append(reading(1, 2))
  await engine.start()
  const ready = engine.waitReady(5_000)
  await clock.advance(20_000)
  expect(await ready).toEqual([{ connection: 'k', reason: 'ECONNREFUSED 127.0.0.1:9092' }])
  expect(messages).toEqual(['waiting for k: ECONNREFUSED 127.0.0.1:9092'])
  await clock.advance(60_000)
  expect(messages.length).toBeGreaterThan(1)
  expect(messages.length).toBeLessThan(5)
  server('k').onOpen = () => ({ kind: 'open' })
  expect(await clock.until(() => log('in').acknowledged[0] === 1)).toBe(true)
  expect(messages.at(-1)).toBe('k is back')
  await engine.stop({ drainMs: 1000 })
})

test('a source that is down is waited for and named', async () => {
  const { engine, log, clock } = rig(handProgram([stream]))
  log('in').down = true
  await engine.start()
  const ready = engine.waitReady(1_000)
  await clock.advance(1_000)
  expect(await ready).toEqual([{ connection: 'in', reason: 'the log is down' }])
  await engine.stop({ drainMs: 1000 })
})

test('a full lane holds the source back', async () => {
  const limits = { laneRowsMax: 10, inFlightRecordsMax: 40, sliceRecordsMax: 8 }
  const { engine, log, server, clock } = rig(handProgram([stream]), { limits, batchRecordsMax: 20 })
  for (let id = 0; id < 1000; id++) log('in').append(reading(id, 1))
  server('k').onWrite = () => ({ kind: 'unknown', message: 'no answer' })
  await engine.start()
  await clock.advance(5_000)
  const { lanes, sources } = engine.snapshot()
  expect(lanes[0]!.rows).toBeLessThanOrEqual(18)
  expect(sources[0]!.inFlightRecords).toBeLessThanOrEqual(40)
  server('k').onWrite = () => ({ kind: 'written' })
  expect(await clock.until(() => log('in').acknowledged[0] === 1000)).toBe(true)
  await engine.stop({ drainMs: 1000 })
})

test('a stop that cannot drain says so, and what was not confirmed comes again', async () => {
  const { engine, log, server, clock } = rig(handProgram([stream]))
  server('k').onWrite = () => ({ kind: 'reconnect', message: 'gone' })
  log('in').append(reading(1, 2))
  await engine.start()
  await clock.advance(1_000)
  const stopped = engine.stop({ drainMs: 5_000 })
  await clock.advance(5_000)
  expect(await stopped).toEqual({ drained: false })
  expect(log('in').acknowledged[0]).toBe(0)
})

test('a second stop cuts the drain', async () => {
  const { engine, log, server, clock } = rig(handProgram([stream]))
  server('k').onWrite = (_, signal) =>
    new Promise((resolve) =>
      signal.addEventListener('abort', () => resolve({ kind: 'unknown', message: 'cut' })),
    )
  log('in').append(reading(1, 2))
  await engine.start()
  await clock.advance(1_000)
  const stopped = engine.stop({ drainMs: 1e9 })
  await clock.advance(1_000)
  void engine.stop({ drainMs: 0 })
  expect(await stopped).toEqual({ drained: false })
})

test('a record that breaks the pass is set aside, its neighbours go on', async () => {
  const { engine, log, server, clock, letters } = rig(handProgram([stream]))
  for (const v of [1, -2, 3]) log('in').append(reading(v, v))
  await engine.start()
  expect(await clock.until(() => log('in').acknowledged[0] === 3)).toBe(true)
  expect(server('k').rows).toHaveLength(2)
  expect(letters.letters).toMatchObject([{ stream: 's', slug: 'internal-error', message: 'a bug of ours' }])
  expect(engine.snapshot().broken).toBeUndefined()
  await engine.stop({ drainMs: 1000 })
})

test('STOP leaves the failed record and all later ones of its stream unacknowledged; others go on', async () => {
  const stopping = {
    ...stream,
    name: 't',
    topics: ['b'],
    connection: 'in2',
    onInvalid: { kind: 'stop' } as const,
  }
  const { engine, log, server, clock } = rig(handProgram([stream, stopping]))
  for (const v of [2, 4]) log('in2').append(reading(v, v, 'b'))
  log('in2').append(garbage('?', 'b'))
  log('in2').append(reading(6, 6, 'b'))
  log('in').append(reading(1, 2))
  await engine.start()
  expect(await clock.until(() => log('in').acknowledged[0] === 1)).toBe(true)
  log('in2').append(reading(8, 8, 'b'))
  await clock.advance(1000)
  expect(log('in2').acknowledged[0]).toBe(2)
  expect(server('k').rows).toHaveLength(3)
  const { streams, alarms, broken } = engine.snapshot()
  expect(streams[1]).toMatchObject({
    received: 5,
    decoded: 2,
    invalid: 0,
    pending: 3,
    stopped: 'syntax-error: not JSON',
  })
  expect(alarms).toMatchObject([{ name: 'stream-stopped', times: 1 }])
  expect(broken).toBeUndefined()
  await engine.stop({ drainMs: 1000 })
})

test('DROP is counted, INTO makes a row', async () => {
  const into = {
    rule: 's',
    version: '',
    index: -1,
    connection: 'q',
    connector: 'memory',
    columns: [],
    constants: {},
    perRow: [],
  }
  const program = handProgram([
    {
      ...stream,
      onInvalid: { kind: 'into', target: into },
      rules: [{ name: 'r', sinks: ['k'], onError: { kind: 'drop' } }],
    },
  ])
  const { engine, log, server, clock, letters } = rig(program)
  log('in').append(garbage('oops'))
  log('in').append(reading(1, -1))
  await engine.start()
  expect(await clock.until(() => log('in').acknowledged[0] === 2)).toBe(true)
  expect(JSON.parse(server('q').rows[0]!.value)).toMatchObject({
    stream: 's',
    slug: 'syntax-error',
    payload: 'oops',
  })
  const { rules, into: targets, broken } = engine.snapshot()
  expect(rules[0]).toMatchObject({ failed: 1, dropped: 1 })
  expect(targets[0]).toMatchObject({ made: 1, delivered: 1 })
  expect(letters.letters).toEqual([])
  expect(broken).toBeUndefined()
  await engine.stop({ drainMs: 1000 })
})

test('a dead-letter target that fails blocks, raises an alarm, and loses nothing', async () => {
  const { engine, log, clock, letters } = rig(handProgram([stream]), {
    limits: { deadLettersMax: 5, sliceRecordsMax: 5 },
  })
  for (let id = 0; id < 100; id++) log('in').append(garbage(`bad ${id}`))
  letters.broken = true
  await engine.start()
  await clock.advance(10_000)
  expect(log('in').acknowledged[0]).toBe(0)
  expect(engine.snapshot().deadLetters.waiting).toBeLessThanOrEqual(10)
  expect(engine.snapshot().alarms).toMatchObject([{ name: 'dead-letter-target', times: 1 }])
  letters.broken = false
  expect(await clock.until(() => log('in').acknowledged[0] === 100)).toBe(true)
  expect(letters.letters.map((letter) => letter['payload'])).toEqual(
    Array.from({ length: 100 }, (_, id) => `bad ${id}`),
  )
  await engine.stop({ drainMs: 1000 })
})

test('after a lost connection, rows of the old epoch are taken back and delivered once', async () => {
  const { engine, log, server, clock } = rig(
    handProgram([{ ...stream, rules: [{ name: 'r', sinks: ['k'] }] }]),
  )
  server('k').onWrite = () => ({ kind: 'retry', message: 'busy' })
  for (let id = 1; id <= 5; id++) log('in').append(reading(id, id))
  await engine.start()
  await clock.advance(1_000)
  log('in').reconnect()
  await clock.advance(1_000)
  server('k').onWrite = () => ({ kind: 'written' })
  expect(await clock.until(() => log('in').acknowledged[0] === 5)).toBe(true)
  expect(server('k').rows.map((row) => row.value)).toEqual(
    [1, 2, 3, 4, 5].map((id) => JSON.stringify({ id, v: id })),
  )
  const { rules, broken } = engine.snapshot()
  expect(rules[0]!.targets[0]).toMatchObject({ made: 10, delivered: 5, withdrawn: 5, pending: 0 })
  expect(broken).toBeUndefined()
  await engine.stop({ drainMs: 1000 })
})

test('a lane that is revoked in order is settled first, and nothing is repeated', async () => {
  const { engine, log, server, clock } = rig(
    handProgram([{ ...stream, rules: [{ name: 'r', sinks: ['k'] }] }]),
  )
  log('in').graceMs = 1_000
  server('k').onWrite = async () => {
    await clock.sleep(300)
    return { kind: 'written' }
  }
  for (let id = 1; id <= 5; id++) log('in').append(reading(id, id))
  await engine.start()
  await clock.advance(100)
  log('in').reconnect()
  await clock.advance(1_000)
  expect(log('in').acknowledged[0]).toBe(5)
  log('in').append(reading(6, 6))
  expect(await clock.until(() => log('in').acknowledged[0] === 6)).toBe(true)
  expect(server('k').rows).toHaveLength(6)
  expect(engine.snapshot().rules[0]!.targets[0]).toMatchObject({ made: 6, delivered: 6, withdrawn: 0 })
  await engine.stop({ drainMs: 1000 })
})

test('a source that breaks is opened anew, and nothing is lost', async () => {
  const program = handProgram([stream])
  let reads = 0
  const { engine, log, server, clock } = rig(program, {
    batchRecordsMax: 2,
    failpoint: (name) => {
      if (name === 'after-read' && ++reads === 2) throw new Error('broken')
    },
  })
  for (let id = 1; id <= 6; id++) log('in').append(reading(id, 2))
  await engine.start()
  expect(await clock.until(() => log('in').acknowledged[0] === 6)).toBe(true)
  expect(new Set(server('k').rows.map((row) => row.value)).size).toBe(6)
  expect(engine.snapshot().alarms).toMatchObject([{ name: 'source-failed', times: 1 }])
  await engine.stop({ drainMs: 1000 })
})

test('ended resolves when all sources have ended', async () => {
  const { engine, log, clock, server } = rig(handProgram([stream]))
  log('in').append(reading(1, 2))
  log('in').finish()
  await engine.start()
  await clock.rest()
  await engine.ended()
  const stopped = engine.stop({ drainMs: 1000 })
  await clock.advance(500)
  expect(await stopped).toEqual({ drained: true })
  expect(server('k').rows).toHaveLength(1)
})
