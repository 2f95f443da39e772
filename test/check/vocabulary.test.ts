import { describe, expect, test } from 'vitest'
import { defaultCatalog } from '../../src/default-catalog.ts'
import { nodeCapabilities } from '../../src/runtime/capabilities.ts'
import { checkText, lines } from './check-text.ts'

const connections = new Map([
  ['k', { type: 'kafka' }],
  ['m', { type: 'mqtt' }],
  ['pg', { type: 'postgres' }],
])

const stream = `STREAM s (n INTEGER NOT NULL, t STRING NOT NULL, at TIMESTAMP NOT NULL, c DECIMAL(4, 2))
FROM m (topic = 's');\n`

/** Findings about rules that use the real functions and connectors, without those about owners. */
const found = (text: string): readonly string[] => {
  const { diagnostics } = checkText(text, {
    catalog: defaultCatalog,
    capabilities: nodeCapabilities(),
    connections,
  })
  return lines(diagnostics.filter((one) => !['missing-owner', 'unused-statement'].includes(one.slug)))
    .split('\n')
    .filter((line) => line !== '')
}

const item = (expression: string): readonly string[] =>
  found(`${stream}RULE r AS SELECT ${expression} AS x FROM s INTO stdout;`)

describe('functions that compare their arguments', () => {
  test('kinds that never fit are a finding', () => {
    expect(item("greatest('a', 1)")[0]).toContain(
      "compare-kinds 3:32 «1» `'a'` (STRING) is compared with `1` (INTEGER)",
    )
    expect(item('least(n, t)')[0]).toContain('compare-kinds')
    expect(item("nullif('a', 1)")[0]).toContain('compare-kinds')
    expect(item('nullif(n, TRUE)')[0]).toContain('compare-kinds')
    expect(item('greatest(payload.a, at)')[0]).toContain('compare-kinds')
  })

  test('others are none, and a text beside a time is one', () => {
    for (const good of [
      'greatest(n, 2.5, c)',
      "greatest(at, '2026-01-01T00:00:00Z')",
      "nullif(t, '')",
      'nullif(payload.a, 1)',
      'greatest([1][1], n)',
    ])
      expect(item(good), good).toEqual([])
  })

  test('none at all are too few', () => {
    expect(item('least()')[0]).toContain('`least` takes at least 1 argument, not 0')
    expect(item('greatest()')[0]).toContain('wrong-argument-count')
  })
})

describe('what a connection never sets', () => {
  test('a function that reads it', () => {
    const kafka = "STREAM a (n INTEGER) FROM k (topic = 'a');\n"
    expect(found(`${kafka}RULE r AS SELECT n, qos() AS q FROM a INTO stdout;`)).toEqual([
      'warning never-set-column 2:21 «qos()» `k` never sets what `qos` reads',
    ])
    expect(found(`${kafka}RULE r AS SELECT n, offset() AS o, key() AS x FROM a INTO stdout;`)).toEqual([])
    expect(found(`${stream}RULE r AS SELECT n FROM s WHERE partition() = 1 INTO stdout;`)).toEqual([
      'warning never-set-column 3:33 «partition()» `m` never sets what `partition` reads',
    ])
  })

  test('a column that reads it, once', () => {
    const declared = "STREAM a (n INTEGER, q INTEGER FROM qos()) FROM k (topic = 'a');\n"
    const rules = 'RULE r AS SELECT n FROM a INTO stdout; RULE q AS SELECT n FROM a INTO stdout;'
    expect(found(`${declared}${rules}`)).toEqual([
      'warning never-set-column 1:37 «qos()» `k` never sets what `qos` reads',
    ])
  })
})

describe('where records that failed go', () => {
  test('they have no columns', () => {
    const rule = "RULE r AS SELECT n FROM s INTO stdout ON ERROR INTO k (topic = 'err', key = n);"
    expect(found(stream + rule)).toEqual([
      'error unknown-name 3:77 «n» a record that failed has no row, so it has no column `n`',
      '    help: options of ON ERROR INTO, ON INVALID INTO and ON LATE INTO are constants',
    ])
  })

  test('a table takes none', () => {
    const rule = "RULE r AS SELECT n FROM s INTO stdout ON ERROR INTO pg (table = 'err');"
    expect(found(stream + rule)[0]).toContain(
      'takes rows by their columns, and a record that failed is one JSON object',
    )
  })

  test('constants are well', () => {
    const rule =
      "SET t = 'err'; RULE r AS SELECT n FROM s INTO stdout ON ERROR INTO k (topic = t, key = 'a');"
    expect(found(stream + rule)).toEqual([])
  })
})

test('a row that is given to a rule has all columns that are never NULL', () => {
  const rules = `${stream}RULE v AS SELECT n, t, c FROM s; RULE r AS SELECT n FROM v INTO stdout;\n`
  expect(found(`${rules}TEST 'a' FOR r GIVEN v {"n": 1, "t": "x"} EXPECT stdout {"n": 1};`)).toEqual([])
  expect(found(`${rules}TEST 'a' FOR r GIVEN v {"n": 1} EXPECT stdout {"n": 1};`)).toEqual([
    'error bad-test-value 4:24 «{"n": 1}» a row of `v` always has `t`, and this one does not',
    '    help: add "t": …',
  ])
})
