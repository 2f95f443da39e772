import { expect, test } from 'vitest'
import { encodeLetter } from '../../../src/delivery/dead-letter/encode-letter.ts'
import { RowSelection } from '../../../src/delivery/row-selection.ts'
import { recordBatch } from '../../../src/stream/record-batch.ts'
import { chunkOf, deliveryOf } from '../rows.ts'

const position = { source: 'bank_kafka', lane: 3, epoch: 1, seq: 17 }

const letter = (payload: Uint8Array, fullSize?: number) => {
  const record = {
    payload,
    topic: 't/1',
    timeMs: 0,
    key: Buffer.from('k'),
    headers: { trace: Buffer.from([255]), kind: Buffer.from('x') },
    attributes: { offset: 9_007_199_254_740_993n, partition: 3 },
    fullSize,
  }
  const input = { batch: recordBatch({ lane: 3, epoch: 1, first: 17 }, [record]), index: 0 }
  const identity = 'run'
  return {
    owner: { stream: 's' },
    slug: 'syntax-error',
    message: 'no JSON',
    position,
    identity,
    journalled: false,
    input,
  } as const
}

const encoded = (payload: Uint8Array, bytesMax = 64, fullSize?: number): string =>
  encodeLetter(letter(payload, fullSize), Date.UTC(2026, 0, 1), bytesMax).line.toString()

test('a record that could not be decoded', () => {
  expect(encoded(Buffer.from('{"n": é'))).toBe(
    '{"id":"b850f5901e4448567ed40da1cdff1ebd","fingerprint":"54220f0c9f5e","time":"2026-01-01T00:00:00.000Z","stream":"s","slug":"syntax-error","message":"no JSON","attempts":1,' +
      '"position":{"source":"bank_kafka","lane":3,"epoch":1,"seq":17,"partition":3,"offset":9007199254740993,' +
      '"timestamp":"1970-01-01T00:00:00.000Z"},' +
      '"topic":"t/1","key":"k","headers":{"trace":{"base64":"/w=="},"kind":"x"},' +
      '"payload":"{\\"n\\": é","encoding":"utf8","length":8}\n',
  )
})

test('bytes that are no text are base64', () => {
  expect(JSON.parse(encoded(Buffer.from([0, 255, 254])))).toMatchObject({
    payload: 'AP/+',
    encoding: 'base64',
    length: 3,
  })
})

test('a long payload is cut, not within a character, with its length and hash', () => {
  const bytes = Buffer.from('é'.repeat(100))
  const cut = JSON.parse(encoded(bytes, 65)) as Record<string, unknown>
  expect(cut).toMatchObject({ payload: 'é'.repeat(32), encoding: 'utf8', length: 200, cut: true })
  expect(cut['sha256']).toMatch(/^[0-9a-f]{64}$/)
  expect(JSON.parse(encoded(Buffer.alloc(10, 97), 64, 5000))).toMatchObject({ length: 5000, cut: true })
})

test('a row that a sink refused, with its options and its input', () => {
  for (const accepts of ['encoded', 'columns'] as const) {
    const rows = new RowSelection([deliveryOf(chunkOf([7], accepts))], Int32Array.of(0), Int32Array.of(0))
    const refused = { rows, index: 0, attempts: 3 }
    const owner = { rule: 'r', version: 'v1' }
    const line = encodeLetter(
      { ...letter(Buffer.from('in')), owner, refused, path: 'a.b' },
      0,
      64,
    ).line.toString()
    expect(JSON.parse(line)).toMatchObject({
      rule: 'r',
      version: 'v1',
      path: 'a.b',
      attempts: 3,
      sink: { connection: 'pg', options: { table: 't', key: ['id'], path: '/p/7' } },
      row: { payload: accepts === 'encoded' ? '{"id":7}' : '{"id":7,"at":"1970-01-01T00:00:07Z"}' },
      payload: 'in',
    })
  }
})
