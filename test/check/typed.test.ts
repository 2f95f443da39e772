import { describe, expect, it } from 'vitest'
import { checkText, lines } from './check-text.ts'
import { dump } from './dump.ts'

const stream = `STREAM s (n INTEGER, m INTEGER NOT NULL, d DOUBLE, c DECIMAL(10, 2), t STRING, b BOOLEAN, at TIMESTAMP NOT NULL,
  xs ARRAY<INTEGER>, v DOUBLE DEFAULT 1) FROM bank_mqtt (topic = 's');`

const item = (expression: string, where = ''): string => {
  const { project, diagnostics } = checkText(
    `${stream} RULE r AS SELECT ${expression} AS x FROM s ${where} INTO stdout;`,
  )
  expect(lines(diagnostics)).toBe('')
  const [first] = project.rules[0]?.items ?? []
  return first === undefined ? 'nothing' : dump(first.expression)
}

/** Types of expressions: what the author writes, and the tree that the compiler makes of it. */
const table: readonly (readonly [expression: string, tree: string])[] = [
  ['n + 1', '(+ column 0:INTEGER? 1:INTEGER):INTEGER?'],
  ['m / 2', '(/ column 1:INTEGER 2:INTEGER):DOUBLE'],
  ['m DIV 2', '(DIV column 1:INTEGER 2:INTEGER):INTEGER'],
  ['m + 0.5', '(+ column 1:INTEGER 0.5:DOUBLE):DOUBLE'],
  ['c * 0.10', '(* column 3:DECIMAL(10, 2)? 0.10:DECIMAL):DECIMAL?'],
  ['c + d', '(+ (cast column 3:DECIMAL(10, 2)?):DOUBLE? column 2:DOUBLE?):DOUBLE?'],
  ['payload.a + 1', '(+ payload.a:ANY? 1:INTEGER):ANY?'],
  ['-9223372036854775808', '-9223372036854775808:INTEGER'],
  ['-n', '(negate column 0:INTEGER?):INTEGER?'],
  ["m || ' ' || t", '(concat (text column 1:INTEGER):STRING " ":STRING column 4:STRING?):STRING?'],
  ['payload.a > 5', '(> text-as-number left payload.a:ANY? 5:INTEGER):BOOLEAN?'],
  ["payload.a = 'x'", '(= payload.a:ANY? "x":STRING):BOOLEAN?'],
  ["at > '2026-01-01T00:00:00Z'", '(> column 6:TIMESTAMP "2026-01-01T00:00:00Z":TIMESTAMP):BOOLEAN'],
  ['at + 1 HOUR', '(+ column 6:TIMESTAMP "PT1H":DURATION):TIMESTAMP'],
  ['payload.a IN (1, 2)', '(in text-as-number payload.a:ANY? 1:INTEGER 2:INTEGER):BOOLEAN?'],
  ['n IS NULL', '(is NULL column 0:INTEGER?):BOOLEAN'],
  ['coalesce(n, 0)', '(coalesce column 0:INTEGER? 0:INTEGER):INTEGER'],
  ['coalesce(d, 0)', '(coalesce column 2:DOUBLE? 0:DOUBLE):DOUBLE'],
  ['coalesce(n, t)', '(coalesce column 0:INTEGER? column 4:STRING?):ANY?'],
  ['if(b, at, t)', '(case column 5:BOOLEAN? (any column 6:TIMESTAMP):ANY? column 4:STRING?):ANY?'],
  ['CASE WHEN b THEN 1 ELSE 2.5 END', '(case column 5:BOOLEAN? 1:DOUBLE 2.5:DOUBLE):DOUBLE'],
  ['CASE n WHEN 1 THEN t END', '(case (= column 0:INTEGER? 1:INTEGER):BOOLEAN? column 4:STRING?):STRING?'],
  [
    'CASE WHEN n IS NOT NULL THEN n ELSE 0 END',
    '(case (is not NULL column 0:INTEGER?):BOOLEAN column 0:INTEGER 0:INTEGER):INTEGER',
  ],
  [
    'n IS NOT NULL AND n > 5',
    '(AND (is not NULL column 0:INTEGER?):BOOLEAN (> column 0:INTEGER 5:INTEGER):BOOLEAN):BOOLEAN',
  ],
  [
    'n > 5 AND n < 9',
    '(AND (> column 0:INTEGER? 5:INTEGER):BOOLEAN? (< column 0:INTEGER? 9:INTEGER):BOOLEAN?):BOOLEAN?',
  ],
  [
    'n IS NULL OR n > 5',
    '(OR (is NULL column 0:INTEGER?):BOOLEAN (> column 0:INTEGER 5:INTEGER):BOOLEAN):BOOLEAN',
  ],
  ['upper(payload.a)', '(upper (check STRING payload.a:ANY?):ANY?):STRING?'],
  ['upper(t)', '(upper column 4:STRING?):STRING?'],
  [
    'filter(xs, k -> k > 1)',
    '(filter column 7:ARRAY<INTEGER>? (-> (> parameter:INTEGER? 1:INTEGER):BOOLEAN?)):ARRAY<INTEGER>?',
  ],
  ['xs[1]', '(element column 7:ARRAY<INTEGER>? 1:INTEGER):INTEGER?'],
  ["payload['odd key'].b", 'payload.odd key.b:ANY?'],
  ['TRY(1 / n)', '(try (/ 1:INTEGER column 0:INTEGER?):DOUBLE?):DOUBLE?'],
  ['TRY_CAST(t AS DECIMAL(5, 1))', '(try column 4:STRING?):DECIMAL(5, 1)?'],
  ['v', 'column 8:DOUBLE'],
  ['{a: n}', '(object column 0:INTEGER?):OBJECT'],
  ['{a: m}.a', 'column 1:INTEGER'],
  ['[1, 2.5]', '(array 1:DOUBLE 2.5:DOUBLE):ARRAY<DOUBLE>'],
]

describe('typed expressions', () => {
  it.each(table)('%s', (expression, tree) => {
    expect(item(expression)).toBe(tree)
  })

  it('knows behind WHERE what is not NULL', () => {
    expect(item('n + 1', 'WHERE n > 5')).toBe('(+ column 0:INTEGER 1:INTEGER):INTEGER')
    expect(item('n + 1', 'WHERE n > 5 OR d > 1')).toBe('(+ column 0:INTEGER? 1:INTEGER):INTEGER?')
  })

  it('computes an item that WHERE reads before anything is known of the record', () => {
    expect(item('n + 1', 'WHERE x > 5 AND n IS NOT NULL')).toBe('(+ column 0:INTEGER? 1:INTEGER):INTEGER')
  })
})
