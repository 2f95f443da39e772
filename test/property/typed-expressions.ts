import fc, { type Arbitrary } from 'fast-check'

/** Expressions by what they give; `any` is known only as the rule runs. */
export interface Kinds<T> {
  readonly number: T
  readonly text: T
  readonly truth: T
  readonly time: T
  readonly any: T
  readonly array: T
  readonly object: T
}

type Texts = Kinds<Arbitrary<string>>

/** Names that stand for a value of each kind. */
export type Leaves = Kinds<readonly string[]>

const s = (parts: TemplateStringsArray, ...holes: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc
    .tuple(...holes)
    .map((texts) => texts.reduce((all, text, k) => all + text + (parts[k + 1] ?? ''), parts[0] ?? ''))

const numberLiteral = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 30 }).map(String) },
  fc.constantFrom(
    '0.1',
    '1.5',
    '2.50',
    '1e3',
    '1e308',
    '-0.0',
    '9007199254740993',
    '9223372036854775807',
    '-9223372036854775808',
    '123456789012345678901234567890',
    '12345678901234567.89',
  ),
)

const textLiteral = fc.constantFrom(
  "''",
  "'a'",
  "'abc'",
  "'12'",
  "'1.50'",
  "'1e3'",
  "' 12'",
  "'true'",
  "'it''s'",
  "'über'",
  "'世界😀'",
  "e'tab\\t\\u00e9'",
  "'2026-01-01T00:00:00Z'",
  "'%b_'",
  "'\"q\\'",
)

const duration = fc.constantFrom('5 SECONDS', '1 HOUR 30 MINUTES', '250 MILLISECONDS')
const compare = fc.constantFrom('=', '<>', '<', '<=', '>', '>=')
const equal = fc.constantFrom('=', '<>')
const negated = fc.constantFrom('', 'NOT ')

const leaf = (names: readonly string[], ...others: readonly Arbitrary<string>[]): Arbitrary<string> =>
  names.length === 0
    ? fc.oneof(...others)
    : fc.oneof({ weight: 2 + others.length, arbitrary: fc.constantFrom(...names) }, ...others)

const path = fc.constantFrom(
  '.a',
  '.o',
  '.x',
  "['odd key']",
  '[1]',
  '[-1]',
  '[2]',
  '[2..3]',
  '[..-2]',
  '.a.b',
)

/** Scalars and conditions. `v` is an expression with the lambda's parameter in reach. */
const scalars = (
  leaves: Leaves,
  t: Texts,
  v: Pick<Texts, 'any' | 'truth'>,
  depth: object,
): Partial<Texts> => ({
  number: fc.oneof(
    depth,
    { weight: 6, arbitrary: leaf(leaves.number, numberLiteral) },
    {
      weight: 3,
      arbitrary: s`(${t.number} ${fc.constantFrom('+', '-', '*', '/', 'DIV', 'MOD', '%')} ${t.number})`,
    },
    s`-(${t.number})`,
    s`abs(${t.number})`,
    s`round(${t.number}, 2)`,
    s`length(${t.text})`,
    s`array_length(${t.array})`,
    s`${fc.constantFrom('TRY_CAST', 'CAST')}(${t.any} AS ${fc.constantFrom('INTEGER', 'DOUBLE', 'DECIMAL', 'DECIMAL(12, 2)')})`,
    s`TRY_CAST(${t.text} AS ${fc.constantFrom('INTEGER', 'DOUBLE', 'DECIMAL')})`,
    s`coalesce(${t.number}, ${t.number})`,
    s`TRY(${t.number})`,
    s`greatest(${t.number}, ${t.number})`,
    s`CASE ${t.number} WHEN ${t.number} THEN ${t.number} ELSE ${t.number} END`,
    s`epoch_ms(${t.time})`,
  ),
  text: fc.oneof(
    depth,
    { weight: 5, arbitrary: leaf(leaves.text, textLiteral) },
    s`(${t.text} || ${fc.oneof(t.number, t.text, t.truth, t.any)})`,
    s`upper(${t.text})`,
    s`substring(${t.text}, ${numberLiteral}, 2)`,
    s`CAST(${fc.oneof(t.any, t.number, t.time, t.array)} AS STRING)`,
    s`CASE WHEN ${t.truth} THEN ${t.text} WHEN ${t.truth} THEN ${t.text} END`,
    s`typeof(${t.any})`,
    s`replace(${t.text}, ${t.text}, ${t.text})`,
    s`json_text(${t.any})`,
  ),
  truth: fc.oneof(
    depth,
    { weight: 2, arbitrary: leaf(leaves.truth, fc.constantFrom('TRUE', 'FALSE')) },
    { weight: 3, arbitrary: s`(${t.any} ${compare} ${fc.oneof(t.any, numberLiteral, textLiteral)})` },
    { weight: 2, arbitrary: s`(${t.number} ${compare} ${fc.oneof(t.any, t.number)})` },
    s`(${t.text} ${compare} ${fc.oneof(t.any, t.text)})`,
    s`(${t.time} ${compare} ${fc.oneof(t.time, fc.constant("'2026-01-01T00:00:00Z'"))})`,
    s`(${fc.oneof(t.array, t.object)} ${equal} ${fc.oneof(t.any, t.array)})`,
    { weight: 2, arbitrary: s`(${t.truth} ${fc.constantFrom('AND', 'OR')} ${t.truth})` },
    s`(${t.truth} AND ${t.truth} AND ${t.truth} OR ${t.truth})`,
    s`NOT (${t.truth})`,
    s`(${fc.oneof(t.any, t.text, t.number)} IS ${negated}${fc.constantFrom('NULL', 'MISSING')})`,
    s`(${t.truth} IS ${negated}${fc.constantFrom('TRUE', 'FALSE', 'NULL')})`,
    s`(${t.any} IS ${negated}DISTINCT FROM ${t.any})`,
    s`(${t.any} ${negated}IN (${fc.oneof(t.any, numberLiteral)}, ${fc.oneof(t.any, textLiteral)}))`,
    s`(${t.any} ${negated}IN (${numberLiteral}, ${numberLiteral}))`,
    s`(${t.text} ${negated}IN (${textLiteral}, ${textLiteral}))`,
    s`(${t.any} ${negated}IN ${t.array})`,
    s`(${t.number} ${negated}BETWEEN ${t.number} AND ${t.number})`,
    s`(${t.any} ${negated}BETWEEN ${t.any} AND ${fc.oneof(t.any, numberLiteral)})`,
    s`(${fc.oneof(t.text, t.any)} ${negated}LIKE ${fc.oneof(fc.constantFrom("'%b%'", "'a_'", "'世%'"), t.text)})`,
    s`(${fc.oneof(t.text, t.any)} ${negated}REGEXP ${fc.constantFrom("'^a'", "'[0-9]+'", "'界.$'")})`,
    s`${fc.constantFrom('any', 'all')}(${t.array}, v -> ${v.truth})`,
    s`${leaf(leaves.any)}`,
  ),
  time: fc.oneof(
    depth,
    { weight: 3, arbitrary: leaf(leaves.time, fc.constantFrom("TIMESTAMP '2026-01-01T00:00:00.250Z'")) },
    s`(${t.time} ${fc.constantFrom('+', '-')} ${duration})`,
    s`TRY_CAST(${t.any} AS TIMESTAMP)`,
    s`coalesce(${t.time}, ${t.time})`,
  ),
})

const structures = (
  leaves: Leaves,
  t: Texts,
  v: Pick<Texts, 'any' | 'truth'>,
  depth: object,
): Partial<Texts> => ({
  any: fc.oneof(
    depth,
    { weight: 8, arbitrary: leaf(leaves.any) },
    { weight: 2, arbitrary: s`${leaf(leaves.any)}${path}` },
    s`(${t.array})[${fc.constantFrom('1', '-1', '3')}]`,
    s`(${t.object})${path}`,
    s`(${leaf(leaves.any)})[${t.any}]`,
    s`(${t.any} ${fc.constantFrom('+', '*', '-', '/')} ${fc.oneof(t.any, t.number)})`,
    s`CASE WHEN ${t.truth} THEN ${t.any} ELSE ${fc.oneof(t.text, t.number, t.time)} END`,
    s`CASE ${t.any} WHEN ${fc.oneof(t.any, numberLiteral)} THEN ${t.any} WHEN ${t.any} THEN ${t.any} END`,
    s`coalesce(${t.any}, ${fc.oneof(t.any, t.text, t.number)})`,
    s`if(${t.truth}, ${t.any}, ${t.any})`,
    s`TRY(${t.any})`,
    s`json(${fc.oneof(t.text, fc.constant('\'{"a": [1, 2.50, {"b": null}]}\''))})`,
    s`reduce(${t.array}, ${t.any}, (w, v) -> w + 1)`,
    s`nullif(${t.any}, ${t.any})`,
  ),
  array: fc.oneof(
    depth,
    { weight: 4, arbitrary: leaf(leaves.array, fc.constant('[1, 2, 3]')) },
    s`[${t.any}, ${fc.oneof(t.number, t.text, t.any, t.time)}]`,
    s`[${t.number}, ${t.number}]`,
    s`filter(${t.array}, v -> ${v.truth})`,
    s`map(${t.array}, v -> ${v.any})`,
    s`(${t.array})[${fc.constantFrom('1..2', '..2', '2..', '-2..-1', '0..1', '3..2')}]`,
  ),
  object: fc.oneof(
    depth,
    { weight: 2, arbitrary: leaf(leaves.object, fc.constant('{}')) },
    s`{a: ${t.any}, 'odd key': ${fc.oneof(t.number, t.text, t.truth)}}`,
    s`{x: ${fc.oneof(t.time, t.array, t.object)}, o: {a: ${t.any}}}`,
  ),
})

const tied = (leaves: Leaves, lambda: Pick<Texts, 'any' | 'truth'> | undefined, maxDepth: number): Texts => {
  const depth = { maxDepth, depthIdentifier: fc.createDepthIdentifier(), withCrossShrink: true }
  return fc.letrec<Kinds<string>>((tie) => {
    const t = {
      number: tie('number'),
      text: tie('text'),
      truth: tie('truth'),
      time: tie('time'),
      any: tie('any'),
      array: tie('array'),
      object: tie('object'),
    } as Texts
    const v = lambda ?? t
    return { ...scalars(leaves, t, v, depth), ...structures(leaves, t, v, depth) } as Texts
  })
}

/** Expressions over names of known kinds; most of them, not all, are right for the checker. */
export const typedExpressions = (leaves: Leaves): Texts => {
  const inside = tied({ ...leaves, any: [...leaves.any, 'v', 'v', 'v.a'] }, undefined, 1)
  return tied(leaves, inside, 3)
}
