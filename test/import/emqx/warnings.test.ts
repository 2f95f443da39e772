import { expect, test } from 'vitest'
import { importText, replayRules } from './run-imported.ts'

const warned = (select: string): readonly string[] =>
  importText(`SELECT ${select} AS x FROM "t/#"`).diagnostics.map((one) => one.slug)

test('bytes that become text may be none', () => {
  expect(warned('base64_decode(payload.b)')).toEqual(['emqx-difference'])
  expect(warned("concat('a', hexstr2bin(payload.b))")).toEqual(['emqx-difference'])
  expect(warned("CASE WHEN payload.n = 1 THEN base64_decode(payload.b) ELSE 'a' END")).toEqual([
    'emqx-difference',
  ])
})

test('bytes that stay bytes are told of to nobody', () => {
  expect(warned('subbits(base64_decode(payload.b), 1, 8)')).toEqual([])
  expect(warned('md5(base64_decode(payload.b))')).toEqual([])
  expect(warned('base64_encode(hexstr2bin(payload.b))')).toEqual([])
})

test('a number that was computed may be 2.0, where that is an error', () => {
  expect(warned('abs(payload.x * 2)')).toEqual(['emqx-whole-float'])
  expect(warned('bool(payload.x - 1)')).toEqual(['emqx-whole-float'])
  expect(warned('(payload.x * 2) div 2')).toEqual(['emqx-whole-float'])
  expect(warned('abs(payload.x div 2)')).toEqual([])
  expect(warned('abs(payload.x)')).toEqual([])
})

test('patterns that see bytes in EMQX', () => {
  expect(warned("regex_match(payload.s, '\\p{L}+')")).toEqual(['emqx-difference'])
  expect(warned("regex_match(payload.s, 'a\\vb')")).toEqual(['emqx-difference'])
})

test('the zone of the server of EMQX is not known', () => {
  expect(warned("timezone_to_second('local')")).toEqual(['emqx-local-zone'])
  expect(warned("timezone_to_second('+02:00')")).toEqual([])
})

test('a directive of a format that fails for a number of the wrong kind', () => {
  expect(warned("sprintf('~.1f', 3)")).toEqual(['emqx-always-raises'])
  expect(warned("sprintf('~.0f', 3.5)")).toEqual(['emqx-always-raises'])
  expect(warned("sprintf('~.1f', payload.a - payload.b)")).toEqual(['emqx-difference', 'emqx-whole-float'])
  expect(warned("sprintf('~6s', 'a')")).toEqual([])
  expect(warned("sprintf('~6ts', payload.a)")).toEqual([])
  expect(warned("sprintf('~6s', payload.a)")).toEqual(['emqx-difference'])
})

test('a half may go the other way', () => {
  expect(warned("sprintf('~.1f', payload.a)")).toEqual(['emqx-difference'])
  expect(warned('float(payload.a, 2)')).toEqual(['emqx-difference'])
  expect(warned('float(payload.a)')).toEqual([])
})

test('what is the same at many places is told once', () => {
  expect(warned('float(payload.a, 2) + float(payload.b, 2)')).toEqual(['emqx-difference'])
})

const numberText = 'SELECT payload.id AS id FROM "t/#" WHERE payload.v >= 10 AND payload.w < 1000'

test('text beside a number is read otherwise, unless the import is exact', async () => {
  expect(importText(numberText).diagnostics.map((one) => one.slug)).toEqual(['emqx-number-text'])
  const exact = importText(numberText, { exact: true })
  expect(exact.diagnostics).toEqual([])
  const records = [
    { id: 1, v: '010', w: 5 },
    { id: 2, v: 12, w: '1e1' },
    { id: 3, v: '+12', w: '05' },
    { id: 4, v: '9', w: 5 },
    { id: 5, v: 'abc', w: 5 },
    { id: 6, v: 10, w: 999 },
  ].map((payload) => JSON.stringify({ topic: 't/1', payload }))
  const rows = await replayRules(exact.rules, records)
  expect(rows.flat().map((row) => row.value)).toEqual([{ id: 1 }, { id: 3 }, { id: 6 }])
})

test('an element that does not fit is left out, unless the import is exact', async () => {
  const sql = `FOREACH payload.l AS x DO x.v AS v INCASE x.k = 'a' AND x.v > 1 FROM "t/#"`
  expect(importText(sql).diagnostics.map((one) => one.slug)).toEqual(['emqx-difference'])
  const exact = importText(sql, { exact: true })
  expect(exact.diagnostics).toEqual([])
  const records = ['a', 5].map((k) =>
    JSON.stringify({
      topic: 't/1',
      payload: {
        l: [
          { k: 'a', v: 2 },
          { k, v: 3 },
        ],
      },
    }),
  )
  expect((await replayRules(exact.rules, records)).map((rows) => rows.length)).toEqual([2, 0])
})

test('properties of MQTT 5 are named only where they say something', () => {
  const republished = (args: Record<string, unknown>): readonly string[] =>
    importText(
      JSON.stringify({
        id: 'r',
        sql: 'SELECT payload.a AS a FROM "t/#"',
        actions: [{ function: 'republish', args: { topic: 'out', ...args } }],
      }),
    ).diagnostics.map((one) => one.slug)
  expect(republished({ mqtt_properties: {} })).toEqual([])
  expect(republished({ mqtt_properties: { 'Content-Type': '' } })).toEqual([])
  expect(republished({ mqtt_properties: { 'Content-Type': 'text/plain' } })).toEqual(['emqx-setting'])
})
