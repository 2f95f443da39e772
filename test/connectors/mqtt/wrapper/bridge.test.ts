import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { generate, parser, type Packet } from 'mqtt-packet'
import { expect, test } from 'vitest'
import type { Receipts } from '../../../../src/stream/receipts.ts'
import { Bridge, type BridgeEvents } from '../../../../src/connectors/mqtt/wrapper/bridge.ts'

/** The network end of a bridge: what was written to it, and a way to let bytes come in. */
class Wire extends Duplex {
  readonly written: Buffer[] = []

  override _read(): void {
    // Bytes come in by `push`.
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.written.push(chunk)
    done()
  }
}

const parsed = (bytes: Buffer): Packet[] => {
  const packets: Packet[] = []
  const one = parser({ protocolVersion: 5 })
  one.on('packet', (packet) => void packets.push(packet))
  one.on('error', (error) => {
    throw error
  })
  one.parse(bytes)
  return packets
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const newBridge = (events: Partial<BridgeEvents> = {}, receipts?: Receipts) => {
  const wire = new Wire()
  const bridge = new Bridge(
    wire,
    {
      accepted: () => {},
      received: () => {},
      disconnected: () => {},
      down: () => {},
      ...events,
    },
    {
      isV5: true,
      payloadBytesMax: 1_000,
      batchRecordsMax: 100,
      isCopy: undefined,
      wallMs: () => 5,
      receipts,
    },
  )
  const toClient: Buffer[] = []
  bridge.on('data', (chunk: Buffer) => void toClient.push(chunk))
  return { wire, bridge, toClient }
}

const v5 = { protocolVersion: 5 }
const publish = (messageId: number, qos: 1 | 2): Buffer =>
  generate({ cmd: 'publish', topic: 'a', payload: 'x', qos, messageId, retain: false, dup: false }, v5)

test('acknowledgements never land inside a frame of the client', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 8 }),
    fc.array(fc.constantFrom(1 as const, 2 as const), { minLength: 1, maxLength: 8 }),
    async (cuts, qos) => {
      const { bridge, wire } = newBridge()
      const frames = Array.from({ length: 4 }, (_, k) =>
        generate(
          { cmd: 'subscribe', messageId: 10 + k, subscriptions: [{ topic: 'x'.repeat(60), qos: 1 }] },
          v5,
        ),
      )
      const bytes = Buffer.concat(frames)
      wire.push(Buffer.concat(qos.map((one, k) => publish(k + 1, one))))
      await turn()
      let at = 0
      for (const [k, cut] of [...cuts, bytes.length].entries()) {
        const next = Math.min(bytes.length, at + cut)
        bridge.write(bytes.subarray(at, next))
        at = next
        bridge.settle(k + 1)
      }
      bridge.settle(qos.length)
      await turn()
      const packets = parsed(Buffer.concat(wire.written))
      expect(packets.filter((one) => one.cmd === 'subscribe').map((one) => one.messageId)).toEqual([
        10, 11, 12, 13,
      ])
      expect(packets.filter((one) => one.cmd !== 'subscribe').map((one) => [one.cmd, one.messageId])).toEqual(
        qos.map((one, k) => [one === 1 ? 'puback' : 'pubrec', k + 1]),
      )
    },
  )
  await fc.assert(property, { numRuns: 200 })
})

test('one buffer acknowledges a whole batch, and PUBREL is answered', async () => {
  const { bridge, toClient, wire } = newBridge()
  wire.push(Buffer.concat([publish(1, 1), publish(2, 2), publish(3, 1)]))
  await turn()
  bridge.settle(2)
  bridge.settle(2)
  wire.push(
    Buffer.concat([generate({ cmd: 'pubrel', messageId: 2 }), generate({ cmd: 'pubrel', messageId: 9 })]),
  )
  await turn()
  expect(wire.written.map((one) => one.toString('hex'))).toEqual(['4002000150020002', '7002000270020009'])
  expect(toClient).toEqual([])
})

test('tells of CONNACK and DISCONNECT, and lets MQTT.js have them', async () => {
  const told: unknown[] = []
  const { bridge, toClient, wire } = newBridge({
    accepted: (_, present) => void told.push(present),
    disconnected: (reason) => void told.push(reason),
  })
  const frames = [
    generate({ cmd: 'connack', reasonCode: 0, sessionPresent: true }, v5),
    generate({ cmd: 'suback', messageId: 1, granted: [1] }, v5),
    generate({ cmd: 'disconnect', reasonCode: 0x8e }, v5),
  ]
  wire.push(Buffer.concat([frames[0]!, publish(1, 1), frames[1]!, frames[2]!]))
  await turn()
  expect(told).toEqual([true, 0x8e])
  expect(Buffer.concat(toClient)).toEqual(Buffer.concat(frames))
  expect(bridge.readyRecords).toBe(1)
})

test('answers pings itself, and gives up on a broker that is silent while we read', async () => {
  const reasons: (string | undefined)[] = []
  const { bridge, toClient, wire } = newBridge({ down: (_, reason) => void reasons.push(reason) })
  const ping = generate({ cmd: 'pingreq' })
  bridge.setFull(true)
  for (let k = 0; k < 3; k++) bridge.write(ping)
  bridge.setFull(false)
  bridge.write(ping)
  wire.push(generate({ cmd: 'pingresp' }))
  await turn()
  bridge.write(ping)
  expect(wire.written).toHaveLength(5)
  expect(bridge.destroyed).toBe(false)
  bridge.write(ping)
  await turn()
  expect(Buffer.concat(toClient).toString('hex')).toBe('d000'.repeat(5))
  expect(reasons).toEqual(['the broker does not answer'])
})

test('writes nothing behind DISCONNECT, and reads on', async () => {
  const { bridge, wire } = newBridge()
  wire.push(publish(1, 1))
  await turn()
  bridge.discardInput()
  bridge.write(generate({ cmd: 'disconnect' }, v5))
  bridge.settle(1)
  wire.push(publish(2, 1))
  await turn()
  expect(parsed(Buffer.concat(wire.written)).map((one) => one.cmd)).toEqual(['disconnect'])
  expect(bridge.acknowledgements.next).toBe(1)
  expect(wire.readableLength).toBe(0)
})

test('QoS 2 with receipts: what comes again is known, and PUBCOMP waits until its release is on disk', async () => {
  const own = new Set([7])
  const safe: (() => void)[] = []
  const settled: (() => void)[] = []
  const receipts: Receipts = {
    has: (receipt) => own.has(receipt),
    renew: () => own.clear(),
    release: (numbers, done) => {
      for (const receipt of numbers) own.delete(receipt)
      safe.push(done)
    },
    settled: (done) => void settled.push(done),
  }
  const { bridge, wire } = newBridge({}, receipts)
  const again = (messageId: number, dup: boolean): Buffer =>
    generate({ cmd: 'publish', topic: 'a', payload: 'x', qos: 2, messageId, retain: false, dup }, v5)
  wire.push(Buffer.concat([again(7, true), again(8, true), again(9, false)]))
  await turn()
  // Nothing is read before what an earlier connection has brought is on disk.
  expect(bridge.readyRecords).toBe(0)
  for (const done of settled) done()
  await turn()
  expect(bridge.readyRecords).toBe(2)
  const batch = bridge.nextBatch(1, 0, () => undefined)
  expect([batch?.receipt(0), batch?.receipt(1)]).toEqual([8, 9])
  bridge.settle(2)
  wire.push(generate({ cmd: 'pubrel', messageId: 7 }, v5))
  await turn()
  const answers = (): string[] =>
    parsed(Buffer.concat(wire.written)).map((packet) => `${packet.cmd} ${String(packet.messageId)}`)
  expect(answers()).toEqual(['pubrec 7', 'pubrec 8', 'pubrec 9'])
  for (const done of safe) done()
  await turn()
  expect(answers()).toEqual(['pubrec 7', 'pubrec 8', 'pubrec 9', 'pubcomp 7'])
  // The number is free: without DUP or with it, a message under it is a new one.
  wire.push(again(7, true))
  await turn()
  expect(bridge.readyRecords).toBe(1)
  bridge.destroy()
})
