import fc from 'fast-check'
import { generate, type IPublishPacket } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { Acknowledgements } from '../../../../src/connectors/mqtt/wrapper/acknowledgements.ts'
import { Intake } from '../../../../src/connectors/mqtt/wrapper/intake.ts'
import type { MqttBatch } from '../../../../src/connectors/mqtt/wrapper/mqtt-batch.ts'

const PAYLOAD_MAX = 1_000

interface Read {
  readonly records: readonly object[]
  readonly others: readonly string[]
  readonly acknowledged: string
}

const newIntake = (isV5: boolean, others: string[] = [], batchRecordsMax = 5) => {
  const acknowledgements = new Acknowledgements()
  const intake = new Intake({
    isV5,
    payloadBytesMax: PAYLOAD_MAX,
    batchRecordsMax,
    acknowledgements,
    isCopy: undefined,
    receipts: undefined,
    frame: (_, bytes, start, __, end) => void others.push(bytes.toString('hex', start, end)),
  })
  return { intake, acknowledgements }
}

const recordsOf = (batch: MqttBatch): object[] =>
  Array.from({ length: batch.count }, (_, i) => ({
    topic: batch.topics[batch.topic[i]!],
    payload: batch.bytes.toString('hex', batch.start[i], batch.end[i]),
    qos: batch.attribute(i, 'qos'),
    retain: batch.attribute(i, 'retain'),
    dup: (batch.attribute(i, 'flags') as Record<string, unknown>)['dup'],
    user: batch.headerNames(i).map((name) => [name, Buffer.from(batch.header(i, name)!).toString()]),
    full: batch.fullSize?.get(i),
  }))

/** Reads chunks with the intake; takes what has come after every `every` chunks. */
const readAll = (isV5: boolean, chunks: readonly Buffer[], every: number): Read => {
  const others: string[] = []
  const { acknowledgements, intake } = newIntake(isV5, others)
  const batches: MqttBatch[] = []
  let first = 0
  const take = (): void => {
    for (
      let one = intake.take(1, first, () => {});
      one !== undefined;
      one = intake.take(1, first, () => {})
    ) {
      expect(new Set(one.topics).size).toBe(one.topics.length)
      batches.push(one)
      first += one.count
    }
  }
  chunks.forEach((chunk, k) => {
    intake.push(Buffer.from(chunk), k)
    if (k % every === 0) take()
  })
  take()
  expect(intake.waitingBytes).toBe(0)
  // Read at the end, so that a batch which shares its bytes with later ones is seen to be left alone.
  const records = batches.flatMap(recordsOf)
  return { records, others, acknowledged: acknowledgements.settle(first)?.toString('hex') ?? '' }
}

const wantedOf = (packets: readonly Packet[], isV5: boolean): Read => {
  const published = packets.filter((one): one is IPublishPacket => one.cmd === 'publish')
  return {
    records: published.map((one) => {
      const payload = one.payload as Buffer
      const user = Object.entries(one.properties?.userProperties ?? {}) as [string, string][]
      return {
        topic: one.topic,
        payload: payload.toString('hex', 0, Math.min(payload.length, PAYLOAD_MAX)),
        qos: one.qos,
        retain: one.retain,
        dup: one.dup,
        user,
        full: payload.length > PAYLOAD_MAX ? payload.length : undefined,
      }
    }),
    others: packets.filter((one) => one.cmd !== 'publish').map((one) => written([one], isV5).toString('hex')),
    acknowledged: published
      .filter((one) => one.qos > 0)
      .map((one) => generate({ cmd: one.qos === 1 ? 'puback' : 'pubrec', messageId: one.messageId! }))
      .map((frame) => frame.toString('hex'))
      .join(''),
  }
}

type Packet = IPublishPacket | { cmd: 'pubrel'; messageId: number } | { cmd: 'pingresp' }

const topic = fc.oneof(
  fc.constantFrom('a', 'a/b', 'branch/7/atm/a1/status', 'ä/温度'),
  fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((text) => !/[+#\0]/.test(text)),
)
const payload = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  fc.uint8Array({ minLength: 120, maxLength: 300 }),
  fc.nat(3_000).map((size) => new Uint8Array(size).fill(7)),
)
const text = fc.string({ maxLength: 8 }).filter((one) => one !== '__proto__')
const publish = (isV5: boolean) =>
  fc
    .record({
      topic,
      payload: payload.map((bytes) => Buffer.from(bytes)),
      qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
      retain: fc.boolean(),
      dup: fc.boolean(),
      messageId: fc.integer({ min: 1, max: 65_535 }),
      user: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
    })
    .map(({ user, ...one }): IPublishPacket => ({
      cmd: 'publish',
      ...one,
      dup: one.qos > 0 && one.dup,
      ...(isV5 && Object.keys(user).length > 0 ? { properties: { userProperties: user } } : {}),
    }))
const packet = (isV5: boolean) =>
  fc.oneof(
    { weight: 8, arbitrary: publish(isV5) },
    fc.record({ cmd: fc.constant('pubrel' as const), messageId: fc.integer({ min: 1, max: 65_535 }) }),
    fc.constant({ cmd: 'pingresp' as const }),
  )

const written = (packets: readonly Packet[], isV5: boolean): Buffer =>
  Buffer.concat(packets.map((one) => generate(one, { protocolVersion: isV5 ? 5 : 4 })))

test.each([false, true])('reads what mqtt-packet wrote, cut anywhere (MQTT 5: %s)', (isV5) => {
  fc.assert(
    fc.property(
      fc.array(packet(isV5), { minLength: 1, maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      (packets, cuts, every) => {
        const bytes = written(packets, isV5)
        const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
        const chunks = [0, ...places].map((from, k) => bytes.subarray(from, places[k] ?? bytes.length))
        expect(readAll(isV5, chunks, every)).toEqual(wantedOf(packets, isV5))
      },
    ),
    { numRuns: 300 },
  )
})

test.each([false, true])('at every single split point, and byte by byte (MQTT 5: %s)', (isV5) => {
  const [sample] = fc.sample(fc.array(packet(isV5), { minLength: 8, maxLength: 8 }), { numRuns: 1, seed: 7 })
  const packets = sample!
  const bytes = written(packets, isV5)
  const wanted = wantedOf(packets, isV5)
  for (let at = 0; at <= bytes.length; at++)
    expect(readAll(isV5, [bytes.subarray(0, at), bytes.subarray(at)], 1)).toEqual(wanted)
  const single = Array.from(bytes, (_, k) => bytes.subarray(k, k + 1))
  expect(readAll(isV5, single, 3)).toEqual(wanted)
})

test('skims a payload that is far too long', () => {
  const packets: IPublishPacket[] = [0, 1, 2].map((qos) => ({
    cmd: 'publish',
    topic: 'a/b',
    payload: Buffer.alloc(qos === 1 ? 3_000_000 : 5, qos),
    qos: qos as 0 | 1 | 2,
    retain: false,
    dup: false,
    messageId: 3,
  }))
  const bytes = written(packets, true)
  const { acknowledgements, intake } = newIntake(true, [], 100)
  let most = 0
  for (let at = 0; at < bytes.length; at += 65_536) {
    intake.push(bytes.subarray(at, at + 65_536), 0)
    most = Math.max(most, intake.waitingBytes)
  }
  const batch = intake.take(1, 0, () => {})!
  expect(batch.count).toBe(3)
  expect(batch.end[1]! - batch.start[1]!).toBe(PAYLOAD_MAX)
  expect([...batch.fullSize!]).toEqual([[1, 3_000_000]])
  expect(most).toBeLessThan(400_000)
  expect(acknowledgements.waiting).toBe(3)
})

test.each([
  ['a length of five bytes', 'c0ffffffff7f'],
  ['QoS 3', '36050001610001'],
  ['a topic beyond the frame', '30030009610000'],
  ['properties beyond the frame', '3005000161ff01'],
])('refuses %s', (_, hex) => {
  const { intake } = newIntake(true)
  expect(() => intake.push(Buffer.from(hex, 'hex'), 0)).toThrow('malformed')
})
