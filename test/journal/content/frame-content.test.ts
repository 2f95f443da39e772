import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteReader, ContentError } from '../../../src/journal/content/byte-reader.ts'
import { ByteWriter } from '../../../src/journal/content/byte-writer.ts'
import { decodeContent, encodeContent } from '../../../src/journal/content/frame-content.ts'
import { readValue, writeValue } from '../../../src/journal/content/value-codec.ts'
import type { OutputChunk, TargetShape } from '../../../src/stream/output.ts'
import { Decimal } from '../../../src/types/decimal.ts'
import type { ObjectValue, Value } from '../../../src/types/value.ts'

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, undefined, true, false, 0, -0, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt(),
    fc.tuple(fc.bigInt(), fc.nat(40)).map(([unscaled, scale]) => new Decimal(unscaled, scale)),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '__proto__', ''),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: false }),
  ),
}))

test('every value comes back as it was', () => {
  fc.assert(
    fc.property(value, (one) => {
      const writer = new ByteWriter()
      writeValue(writer, one)
      const reader = new ByteReader(writer.finish())
      expect(readValue(reader)).toEqual(one)
      expect(reader.left).toBe(0)
    }),
    { numRuns: 500 },
  )
})

const shape = (index: number): TargetShape => ({
  rule: `rule-${String(index)}`,
  version: 'v1',
  index,
  connection: 'c',
  connector: 'memory',
  columns: [],
  constants: {},
  perRow: ['key'],
})

const shapes = [shape(0), shape(1), shape(2)]

/** Rows as generated code makes them: several targets share one buffer of which each has some pieces. */
const chunks = fc
  .record({
    texts: fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 8 }),
    gap: fc.nat(20),
    targets: fc.subarray([0, 1, 2], { minLength: 1 }),
    epoch: fc.nat(),
    seq: fc.nat(),
    options: fc.array(value, { minLength: 8, maxLength: 8 }),
  })
  .map(({ epoch, gap, options, seq, targets, texts }) => {
    const pieces = texts.map((text) => Buffer.from(text))
    const bytes = Buffer.concat([Buffer.alloc(gap), ...pieces, Buffer.alloc(gap)])
    let at = gap
    const start = pieces.map((piece) => (at += piece.length) - piece.length)
    return targets.map((target) => {
      const kept = pieces.map((_, k) => k).filter((k) => target !== 1 || k % 2 === 0)
      const chunk: OutputChunk = {
        target: shapes[target]!,
        count: kept.length,
        bytes,
        // Longer than it is full, as a growing writer leaves them.
        start: Int32Array.from([...kept.map((k) => start[k]!), 0, 0]),
        end: Int32Array.from([...kept.map((k) => start[k]! + pieces[k]!.length), 0, 0]),
        columns: [kept.map((k) => options[7 - k])],
        options: [kept.map((k) => options[k])],
        timeMs: Float64Array.from(kept, (k) => 1e12 + k),
        source: 'source',
        lane: 3,
        epoch,
        seq: Float64Array.from(kept, (k) => seq + k),
        ...(epoch % 2 === 0 ? {} : { ordinal: Int32Array.from(kept, (k) => k % 3) }),
      }
      return { target, chunk }
    })
  })

const plain = ({ target, chunk }: { target: number; chunk: OutputChunk }): object => ({
  target,
  rule: chunk.target.rule,
  source: [chunk.source, chunk.lane, chunk.epoch],
  rows: Array.from({ length: chunk.count }, (_, row) => ({
    bytes: chunk.bytes.toString('hex', chunk.start[row], chunk.end[row]),
    seq: chunk.seq[row],
    ordinal: chunk.ordinal?.[row],
    timeMs: chunk.timeMs[row],
    columns: chunk.columns.map((column) => column[row]),
    options: chunk.options.map((option) => option[row]),
  })),
})

const text = fc.string({ unit: 'binary', maxLength: 10 })
const bytes = fc.uint8Array({ maxLength: 20 })
const buffer = bytes.map((one) => Buffer.from(one))

const content = fc.record({
  positions: fc.array(
    fc.record({
      source: text,
      lane: fc.nat(),
      epoch: fc.nat(),
      first: fc.maxSafeNat(),
      below: fc.maxSafeNat(),
    }),
  ),
  times: fc.array(
    fc.record({
      source: text,
      lane: fc.nat(),
      watermarkMs: fc.option(fc.double({ noNaN: true }), { nil: undefined }),
      idle: fc.boolean(),
    }),
  ),
  ticks: fc.array(fc.double({ noNaN: true })),
  rows: fc.array(chunks, { maxLength: 3 }).map((lists) => lists.flat()),
  deltas: fc.array(fc.record({ owner: text, key: bytes, value: fc.option(bytes, { nil: undefined }) })),
  deadLetters: fc.array(bytes),
  totals: fc.array(fc.record({ ledger: text, counts: fc.array(fc.maxSafeNat()) })),
  receipts: fc.array(
    fc.record({
      source: text,
      change: fc.constantFrom('taken' as const, 'released' as const, 'all' as const),
      numbers: fc.array(fc.nat(65_535)),
    }),
  ),
  copyOf: fc.array(fc.maxSafeNat()),
  inputs: fc.array(
    fc.record({
      source: text,
      lane: fc.nat(),
      epoch: fc.nat(),
      seq: fc.nat(),
      record: fc.record({
        payload: buffer,
        topic: text,
        timeMs: fc.double({ noNaN: true }),
        key: fc.option(buffer, { nil: undefined }),
        headers: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), buffer, { noNullPrototype: true }),
        attributes: fc.constant<ObjectValue>({ qos: 1 }),
      }),
    }),
    { maxLength: 3 },
  ),
  shed: fc.array(
    fc.record({
      target: fc.nat(),
      outcome: fc.constantFrom('dropped' as const, 'deadLettered' as const),
      count: fc.nat(),
    }),
  ),
})

const whole = (parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts)

test('a frame comes back as it was, whatever sections of later versions stand between', () => {
  fc.assert(
    fc.property(content, bytes, (one, later) => {
      const unknown = new ByteWriter()
      unknown.varint(77)
      unknown.sized(later)
      const found = decodeContent(
        whole([unknown.finish(), ...encodeContent(one)]),
        (target) => shapes[target],
      )
      expect({ ...found, rows: found.rows.map(plain) }).toEqual({
        ...one,
        rows: one.rows.map(plain),
        deadLetters: one.deadLetters.map((line) => Buffer.from(line)),
        deltas: one.deltas.map((delta) => ({
          ...delta,
          key: Buffer.from(delta.key),
          value: delta.value && Buffer.from(delta.value),
        })),
      })
    }),
    { numRuns: 200 },
  )
})

test('rows that several targets share are in the frame once', () => {
  const body = Buffer.alloc(10_000, 'r')
  const chunk = {
    count: 1,
    bytes: body,
    start: Int32Array.of(0),
    end: Int32Array.of(body.length),
    columns: [],
    options: [['k']],
    timeMs: Float64Array.of(0),
    source: 's',
    lane: 0,
    epoch: 1,
    seq: Float64Array.of(0),
  }
  const rows = shapes.map((target, k) => ({ target: k, chunk: { ...chunk, target } }))
  expect(whole(encodeContent({ rows })).length).toBeLessThan(10_300)
})

test('bytes that are no content end in a ContentError, never otherwise', () => {
  fc.assert(
    fc.property(content, fc.nat(), fc.nat(255), fc.boolean(), (one, at, byte, isCut) => {
      const good = whole(encodeContent(one))
      if (good.length === 0) return
      const bad = Buffer.from(isCut ? good.subarray(0, at % good.length) : good)
      if (bad.length > 0) bad[at % bad.length] = byte
      try {
        decodeContent(bad, (target) => shapes[target])
      } catch (error) {
        expect(error).toBeInstanceOf(ContentError)
      }
    }),
    { numRuns: 500 },
  )
})
