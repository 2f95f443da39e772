import fc, { type Arbitrary } from 'fast-check'
import { typedExpressions, type Leaves } from './typed-expressions.ts'

/** Statements that all random rules share. */
export const preamble = `
STREAM s (
  n INTEGER, i INTEGER NOT NULL DEFAULT 7, m DOUBLE, d DECIMAL(30, 10), t STRING, u STRING DEFAULT 'none',
  f BOOLEAN DEFAULT false, at TIMESTAMP, xs ARRAY<ANY>, ys ARRAY<INTEGER>, o OBJECT, e ANY,
  k DOUBLE FROM TRY_CAST(payload.u AS DOUBLE), first ANY FROM payload.xs[1]
) FROM mqtt (topic = 's');
-- A payload that no rule enters is not decoded; here one always does.
RULE always AS SELECT payload.a FROM 'd' INTO kafka (topic = 'x');
SET limit = 3;
SET word = 'abc';
`

const untyped: Leaves = {
  number: ['limit'],
  text: ['topic', 'word'],
  truth: [],
  time: ['timestamp'],
  any: [
    'payload.a',
    'payload.b',
    'payload.n',
    'payload.t',
    'payload.xs',
    'payload.o',
    'payload.o.a',
    'payload.e',
    'payload.xs[1]',
    'payload',
    "payload['odd key']",
    'payload.__proto__',
    'NULL',
  ],
  array: ['payload.xs', 'payload.ys'],
  object: ['payload.o'],
}

const typed: Leaves = {
  number: ['n', 'i', 'm', 'd', 'k', 'limit', 'ys[1]'],
  text: ['t', 'u', 'word', 'topic()'],
  truth: ['f'],
  time: ['at'],
  any: ['e', 'first', 'xs[2]', 'payload.a', 'o.a', 'e.x'],
  array: ['xs', 'ys', 'ys'],
  object: ['o'],
}

const withNames = (leaves: Leaves, ...names: readonly string[]): Leaves => ({
  ...leaves,
  any: [...leaves.any, ...names, ...names],
})

/** What stands in a rule, over one kind of input. */
const partsOf = (leaves: Leaves) => {
  const plain = typedExpressions(leaves)
  const later = typedExpressions(withNames(leaves, 'c1'))
  const anyOf = (t: typeof plain): Arbitrary<string> =>
    fc.oneof(t.number, t.text, t.truth, t.time, t.any, t.any, t.array, t.object)
  return { first: anyOf(plain), later: anyOf(later), where: later.truth, before: plain, after: later }
}

type Parts = ReturnType<typeof partsOf>

const alias = fc.constantFrom('c3', 'g.x', 'g.y', 'h[2]', '"odd name"', 'c4')

const items = (parts: Parts, spread: string): Arbitrary<string> =>
  fc
    .tuple(
      parts.first,
      fc.uniqueArray(fc.tuple(parts.later, alias), { maxLength: 3, selector: ([, name]) => name }),
      fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constant(`, ${spread}`)),
    )
    .map(([first, others, star]) => {
      const named = others.map(([expression, name]) => `${expression} AS ${name}`)
      return [`${first} AS c1`, ...named].join(', ') + star
    })

const when = (parts: Parts): Arbitrary<string> =>
  fc.option(parts.after.truth, { nil: '', freq: 3 }).map((text) => (text === '' ? '' : ` WHEN ${text}`))

const target = (parts: Parts): Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: when(parts).map((w) => `kafka (topic = 'x')${w}`) },
    fc.tuple(parts.after.text, when(parts)).map(([key, w]) => `kafka (topic = 'x', key = ${key})${w}`),
    when(parts).map((w) => `kafka (topic = 'x', nulls = 'omit')${w}`),
    fc.tuple(parts.later, when(parts)).map(([value, w]) => `kafka (topic = 'x', value = ${value})${w}`),
    when(parts).map((w) => `pg (table = 't')${w}`),
  )

const into = (parts: Parts): Arbitrary<string> =>
  fc.array(target(parts), { minLength: 1, maxLength: 2 }).map((all) => `INTO ${all.join(', ')}`)

const whereOf = (where: Arbitrary<string>): Arbitrary<string> =>
  fc.option(where, { nil: '' }).map((text) => (text === '' ? '' : ` WHERE ${text}`))

/** A rule without its name, and the view that it reads, if it reads one. `{}` stands for the rule's number. */
type RuleText = Arbitrary<string>

const selectRule = (parts: Parts, from: string, spread: string): RuleText =>
  fc
    .tuple(items(parts, spread), whereOf(parts.where), into(parts))
    .map(([list, where, targets]) => `RULE r{} AS SELECT ${list} FROM ${from}${where} ${targets};`)

const foreachRule = (leaves: Leaves, from: string, array: string): RuleText => {
  const outside = typedExpressions(leaves)
  const inside = partsOf(withNames(leaves, 'el', 'el.a', 'el.x'))
  const arrays = fc.oneof({ weight: 3, arbitrary: fc.constant(array) }, outside.array)
  const body = fc.oneof(
    { weight: 4, arbitrary: items(inside, 'el.*').map((list) => ` DO ${list}`) },
    fc.constant(''),
  )
  const incase = fc
    .option(inside.before.truth, { nil: '' })
    .map((text) => (text === '' ? '' : ` INCASE ${text}`))
  return fc
    .tuple(arrays, body, incase, whereOf(outside.truth), into(inside))
    .map(
      ([xs, list, cond, where, targets]) =>
        `RULE r{} AS FOREACH ${xs} AS el${list}${cond} FROM ${from}${where} ${targets};`,
    )
}

const chain = (leaves: Leaves, from: string, array: string): RuleText => {
  const parts = partsOf(leaves)
  const above: Leaves = {
    number: [],
    text: [],
    truth: [],
    time: [],
    any: ['c1', 'c3', 'g.x'],
    array: [],
    object: [],
  }
  const below = partsOf(above)
  const view = fc.oneof(
    fc
      .tuple(items(parts, 'payload.*'), whereOf(parts.where))
      .map(([list, where]) => `SELECT ${list} FROM ${from}${where}`),
    fc
      .tuple(items(partsOf(withNames(leaves, 'el')), 'el.*'))
      .map(([list]) => `FOREACH ${array} AS el DO ${list} FROM ${from}`),
  )
  const top = fc.oneof(
    fc
      .tuple(items(below, 'view{}.*'), whereOf(below.where), into(below))
      .map(([list, where, targets]) => `SELECT ${list} FROM view{}${where} ${targets}`),
    into(below).map((targets) => `SELECT * EXCEPT (c3) FROM view{} ${targets}`),
  )
  return fc.tuple(view, top).map(([first, second]) => `RULE view{} AS ${first};\nRULE r{} AS ${second};`)
}

/** A random rule; `{}` in it stands for its number. Most of them pass the checker. */
export const typedRule: RuleText = fc.oneof(
  { weight: 5, arbitrary: selectRule(partsOf(untyped), "'d'", 'payload.*') },
  { weight: 5, arbitrary: selectRule(partsOf(typed), 's', 'o.*') },
  { weight: 2, arbitrary: foreachRule(untyped, "'d'", 'payload.xs') },
  { weight: 2, arbitrary: foreachRule(typed, 's', 'xs') },
  { weight: 1, arbitrary: chain(untyped, "'d'", 'payload.xs') },
  { weight: 1, arbitrary: chain(typed, 's', 'ys') },
)
