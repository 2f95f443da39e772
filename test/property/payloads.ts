import fc, { type Arbitrary } from 'fast-check'

const names = [
  'a',
  'b',
  'n',
  'm',
  't',
  'u',
  'f',
  'at',
  'xs',
  'ys',
  'o',
  'x',
  'd',
  'e',
  'odd key',
  '__proto__',
]

const key = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...names).map((name) => JSON.stringify(name)) },
  fc.constantFrom('"\\u0061"', '"\\u006e"', '"ключ"', '"constructor"', '""'),
)

const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 30 }).map(String) },
  fc.constantFrom(
    '0',
    '-0',
    '-0.0',
    '1.0',
    '1.50',
    '0.1',
    '2.5e0',
    '1e3',
    '1E-2',
    '1e400',
    '9007199254740993',
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '123456789012345678901234567890',
    '12345678901234567.89',
    '0.12345678901234567890',
    '21.389999389648438',
  ),
)

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('"a"', '"abc"', '"b"', '""') },
  fc.constantFrom(
    '"12"',
    '"1.50"',
    '"1e3"',
    '" 12"',
    '"0x1"',
    '"true"',
    '"2026-01-01T00:00:00Z"',
    '"2026-01-01T08:00:00+08:00"',
    '"é世😀"',
    '"\\u00e9\\n\\"\\\\"',
    '"\\ud83d\\ude00"',
    '"\\ud800"',
    '"aGk="',
    '"\u2028"',
  ),
)

const space = fc.constantFrom('', '', '', ' ', '\n', '\t ')

const value: Arbitrary<string> = fc.letrec<{ value: string }>((tie) => {
  const list = fc.array(tie('value'), { maxLength: 4 })
  const pair = fc.tuple(key, space, tie('value')).map(([name, blank, one]) => `${name}:${blank}${one}`)
  return {
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 4, arbitrary: number },
      { weight: 3, arbitrary: text },
      { weight: 2, arbitrary: fc.constantFrom('true', 'false', 'null', 'null') },
      fc.tuple(list, space).map(([all, blank]) => `[${blank}${all.join(`,${blank}`)}]`),
      fc.array(pair, { maxLength: 4 }).map((all) => `{${all.join(',')}}`),
    ),
  }
}).value

/** Members that often have the kind that typed columns want. */
const typical = fc.record(
  {
    n: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -5, max: 40 }).map(String) }, number),
    m: number,
    t: text,
    u: fc.constantFrom('"12"', '"abc"', '"-1.5"', '7'),
    f: fc.constantFrom('true', 'false', 'null', '"true"'),
    at: fc.constantFrom(
      '"2026-01-01T00:00:00.250Z"',
      '"2026-01-01T00:00:00Z"',
      'null',
      '"soon"',
      '1767225600',
    ),
    xs: fc.array(value, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`),
    ys: fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 4 }).map((all) => JSON.stringify(all)),
    o: fc
      .array(fc.tuple(key, value), { maxLength: 3 })
      .map((all) => `{${all.map((p) => p.join(':')).join()}}`),
    d: number,
    e: value,
    a: value,
    b: value,
  },
  { requiredKeys: [] },
)

const record = fc
  .tuple(typical, fc.array(fc.tuple(key, value), { maxLength: 2 }), space)
  .map(([members, more, blank]) => {
    const known = Object.entries(members).map(([name, one]) => `"${name}":${blank}${one}`)
    return `{${blank}${[...known, ...more.map((pair) => pair.join(':'))].join(`,${blank}`)}}${blank}`
  })

const integers = fc.constantFrom(
  '0',
  '1',
  '-2',
  '17',
  '9007199254740993',
  '9223372036854775807',
  'null',
  '-0',
)
const doubles = fc.constantFrom(
  '0',
  '1',
  '1.50',
  '-0.0',
  '2.5e0',
  '1e308',
  '0.12345678901234567890',
  '12345678901234567890',
)

/** Members that fit the columns of `declared`, most of the time. */
const fitting = fc.record(
  {
    n: integers,
    i: integers,
    m: doubles,
    d: fc.constantFrom('1', '1.10', '12345678901234567.89', '-0.00', '1e2', 'null'),
    t: fc.oneof(text, fc.constant('null')),
    u: fc.constantFrom('"12"', '"abc"', '"-1.5"', 'null'),
    f: fc.constantFrom('true', 'false', 'null'),
    at: fc.constantFrom('"2026-01-01T00:00:00.250Z"', '"2026-01-01T08:00:00+08:00"', 'null'),
    xs: fc.array(value, { maxLength: 4 }).map((all) => `[${all.join(', ')}]`),
    ys: fc.array(integers, { maxLength: 4 }).map((all) => `[${all.join()}]`),
    o: fc
      .array(fc.tuple(key, value), { maxLength: 3 })
      .map((all) => `{${all.map((p) => p.join(':')).join()}}`),
    e: value,
  },
  { requiredKeys: [] },
)

const declaredRecord = fc
  .tuple(fitting, fc.array(fc.tuple(key, value), { maxLength: 1 }), space)
  .map(([members, more, blank]) => {
    const known = Object.entries(members).map(([name, one]) => `"${name}":${blank}${one}`)
    return `{${[...more.map((pair) => pair.join(':')), ...known].join(`,${blank}`)}}`
  })

const deep = fc
  .integer({ min: 60, max: 68 })
  .map((depth) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)},"n":1}`)

/** Damage that a line may have. */
const broken = fc
  .tuple(record, fc.nat(), fc.constantFrom('', '"', ',', '}', 'x', '\\', '\u0001', '-', '.'))
  .map(([json, at, other]) => {
    const place = at % (json.length + 1)
    return json.slice(0, place) + other + json.slice(place + 1)
  })

const bytes = (json: string): Uint8Array => Buffer.from(json)

/** Payloads of a stream with declared columns. */
export const declaredPayload: Arbitrary<Uint8Array> = fc.oneof(
  { weight: 9, arbitrary: declaredRecord.map(bytes) },
  { weight: 1, arbitrary: record.map(bytes) },
)

/** Payloads as they come from devices: typed, odd, duplicate, deep, broken, not UTF-8. */
export const payload: Arbitrary<Uint8Array> = fc.oneof(
  { weight: 14, arbitrary: record.map(bytes) },
  { weight: 2, arbitrary: value.map(bytes) },
  { weight: 1, arbitrary: broken.map(bytes) },
  { weight: 1, arbitrary: deep.map(bytes) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', 'nul', '{"a":1}}', '{"a":"\u0000"}').map(bytes) },
  { weight: 1, arbitrary: record.map((json) => Buffer.from(json.replace('"abc"', '"\xff\xfe"'), 'latin1')) },
)
