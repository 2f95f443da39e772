import fc from 'fast-check'
import { generate, type IPublishPacket } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { FrameWriter, type Publication } from '../../../../src/connectors/mqtt/wrapper/frame-writer.ts'

const text = fc.string({ maxLength: 30, unit: 'grapheme' })
const publication = (isV5: boolean): fc.Arbitrary<Publication> =>
  fc.record({
    topic: fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }).filter((one) => !/[+#\0]/.test(one)),
    value: fc.oneof(fc.nat(300), fc.nat(20_000)).map((size) => Buffer.alloc(size, size)),
    qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
    retain: fc.boolean(),
    user: isV5
      ? fc.option(fc.dictionary(text, text, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), {
          nil: undefined,
        })
      : fc.constant(undefined),
  })

test.each([false, true])('writes what mqtt-packet writes (MQTT 5: %s)', (isV5) => {
  fc.assert(
    fc.property(fc.array(publication(isV5), { maxLength: 8 }), (all) => {
      const writer = new FrameWriter(isV5)
      const wanted = all.flatMap((one, k) => {
        const id = (k + 1) * 7_000
        const { qos, retain, topic, user, value } = one
        const packet: IPublishPacket = {
          cmd: 'publish',
          topic,
          payload: value,
          qos,
          retain,
          dup: false,
          ...(qos > 0 ? { messageId: id } : {}),
          ...(user === undefined ? {} : { properties: { userProperties: user } }),
        }
        const frame = generate(packet, { protocolVersion: isV5 ? 5 : 4 })
        expect(writer.size(one)).toBe(frame.length)
        writer.publish(one, id)
        if (qos < 2) return [frame]
        writer.release(id)
        return [frame, generate({ cmd: 'pubrel', messageId: id })]
      })
      expect((writer.take() ?? Buffer.alloc(0)).equals(Buffer.concat(wanted))).toBe(true)
      expect(writer.take()).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})
