import fc, { type Arbitrary } from 'fast-check'
import { duration, expression, name, number, operand, text, textLiteral, type } from './expressions.ts'

const { words, maybe, listOf } = text

const option = words(fc.constantFrom('topic', 'qos', 'key', 'from', 'end'), '=', expression)
const options = fc.array(option, { maxLength: 3 }).map((given) => `(${given.join(', ')})`)
const endpoint = words(fc.constantFrom('kafka', 'bank_mqtt', '"My Sink"', 'table'), maybe(options))
const policy = fc.oneof(fc.constantFrom('DEAD LETTER', 'drop', 'STOP'), words('INTO', endpoint))
const keys = listOf(operand, 1, 2)

const alias = words('AS', fc.constantFrom('x', 'y.z', 'w[1]', '"odd name"', 'y.select[2]'))
const item = fc.oneof(
  { weight: 4, arbitrary: words(expression, maybe(alias)) },
  words('*', maybe(fc.constant('EXCEPT (a, b)')), maybe(words('REPLACE (', expression, 'AS a )'))),
  fc.constant('payload.*'),
)
const source = words(
  fc.constantFrom('s', 'state', '"t/+/x"', "'t/#'", '`x y`'),
  maybe(fc.constantFrom('AS z', 'z', 'level')),
)
const join = words(
  maybe(fc.constantFrom('LEFT', 'INNER')),
  'JOIN',
  source,
  'ON',
  expression,
  maybe(words('WITHIN', duration)),
)
const step = words(
  maybe(fc.constant('NOT')),
  name,
  maybe(fc.constantFrom('+', '{3}')),
  'FROM',
  source,
  maybe(words('WHERE', expression)),
)
const from = fc.oneof(
  {
    weight: 4,
    arbitrary: words(
      listOf(source, 1, 2),
      fc.array(join, { maxLength: 2 }).map((joins) => joins.join(' ')),
    ),
  },
  words('SEQUENCE (', listOf(step, 1, 3), ') BY', keys, 'WITHIN', duration),
)
const held = words('HELD FOR', duration, 'BY', keys, maybe(words('GAP', duration)))
const clauses = words(
  maybe(words('WHERE', expression, maybe(held))),
  maybe(words('GROUP BY', listOf(expression, 1, 3), maybe(words('GRACE', duration)))),
  maybe(words('HAVING', expression)),
  maybe(words('DEDUP BY', keys, 'WITHIN', duration, maybe(fc.constantFrom('KEEP FIRST', 'keep last')))),
  maybe(fc.oneof(fc.constant('EMIT FINAL'), words('EMIT CHANGES', maybe(words('EVERY', duration))))),
  maybe(words('STATE TTL', duration)),
)
const select = words('SELECT', listOf(item))
const foreach = words(
  'FOREACH',
  expression,
  maybe(words('AS', name)),
  maybe(words('DO', listOf(item))),
  maybe(words('INCASE', expression)),
)
const target = words(endpoint, maybe(words('WHEN', expression)))
const rule = words(
  'RULE',
  name,
  'AS',
  fc.oneof({ weight: 3, arbitrary: select }, foreach),
  'FROM',
  from,
  clauses,
  maybe(words('INTO', listOf(target, 1, 3))),
  maybe(words('ON LATE', policy)),
  maybe(words('ON ERROR', policy)),
)

/** Parts in any order, each at most once. */
const anyOrder = (...parts: readonly Arbitrary<string>[]): Arbitrary<string> =>
  fc
    .tuple(...parts)
    .chain((given) => fc.shuffledSubarray(given))
    .map((given) => given.join(' '))

const columnParts = anyOrder(
  fc.constant('NOT NULL'),
  words('DEFAULT', fc.oneof(number, textLiteral)),
  words('FROM', operand),
)
const column = words(name, type, columnParts)
const columns = fc.array(column, { minLength: 1, maxLength: 5 }).map((given) => `(${given.join(', ')})`)
const eventTime = words(
  'EVENT TIME',
  operand,
  maybe(words('BY', keys)),
  maybe(words('DELAY', duration)),
  maybe(words('AHEAD', duration)),
  maybe(words('IDLE', duration)),
)
const stream = words(
  'STREAM',
  name,
  maybe(columns),
  'FROM',
  endpoint,
  anyOrder(
    fc.constant('FORMAT json'),
    words('SCHEMA', textLiteral),
    words('KEY', keys),
    eventTime,
    fc.constant('DURABILITY local'),
    words('ON INVALID', policy),
    words('ON AHEAD', policy),
  ),
)
const table = words(
  'table',
  name,
  columns,
  'FROM',
  endpoint,
  anyOrder(words('REFRESH EVERY', duration), words('MAX AGE', duration), words('WAIT', duration)),
)

const json = fc.jsonValue({ maxDepth: 2, noUnicodeString: true }).map((value) => JSON.stringify(value))
const expected = fc.oneof(
  { weight: 3, arbitrary: json },
  fc.constantFrom('ANY', '1 ~ 0.5', 'CONTAINING {"a": ANY}', '[ANY, {"b": -1 ~ 2}]'),
)
const place = fc.oneof(
  words(fc.constantFrom('kafka', '"My Sink"'), maybe(options)),
  words('TABLE', name),
  words('kafka', "'topic'"),
  fc.constant("'topic'"),
)
const testStep = fc.oneof(
  words('AT', textLiteral),
  words('ADVANCE', duration),
  words('GIVEN', place, json),
  words('EXPECT', listOf(place, 1, 2), expected),
  fc.constantFrom(
    'EXPECT NOTHING',
    'EXPECT NOTHING ELSE',
    'EXPECT LATE',
    'EXPECT DEAD LETTER 3',
    'EXPECT ERROR 1',
  ),
)
const test = words(
  'TEST',
  textLiteral,
  'FOR',
  name,
  fc.array(testStep, { maxLength: 4 }).map((steps) => steps.join('\n')),
)

/** One statement without its semicolon: well formed, with no care for names and types. */
export const statement: Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: rule },
  { weight: 2, arbitrary: stream },
  table,
  words('SINK', name, 'INTO', endpoint),
  words('SET', name, '=', expression),
  test,
)

/** A rule file of a few statements. */
export const program: Arbitrary<string> = fc
  .array(statement, { maxLength: 4 })
  .map((statements) => statements.map((given) => `${given};\n`).join('\n'))
