import fc, { type Arbitrary } from 'fast-check'

/** Text of parts that may be anything; the parts are joined by blanks. */
const words = (...parts: readonly (string | Arbitrary<string>)[]): Arbitrary<string> =>
  fc
    .tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part)))
    .map((texts) => texts.filter((text) => text !== '').join(' '))

const maybe = (part: Arbitrary<string>): Arbitrary<string> => fc.option(part, { nil: '' })

const listOf = (part: Arbitrary<string>, minLength = 1, maxLength = 4): Arbitrary<string> =>
  fc.array(part, { minLength, maxLength }).map((parts) => parts.join(', '))

export const text = { words, maybe, listOf }

/** Names of columns and functions, some of them words of the language. */
export const name = fc.constantFrom(
  'a',
  'b',
  'temp',
  'device',
  'at',
  'key',
  'value',
  'level',
  'state',
  'first',
  '"odd name"',
  '`group`',
)
const functionName = fc.constantFrom('upper', 'coalesce', 'abs', 'count', 'f')
export const unit = fc.constantFrom('MILLISECONDS', 'SECOND', 'minutes', 'HOUR', 'Days')
export const number = fc.oneof(
  fc.nat(1_000).map(String),
  fc.tuple(fc.nat(99), fc.nat(99)).map(([whole, part]) => `${String(whole)}.${String(part)}`),
  fc.constantFrom('1e3', '2.5E-7', '9223372036854775807'),
)
export const textLiteral = fc.oneof(
  fc.constantFrom("''", "'x'", "'it''s'", "e'a\\n\\'b'", "'-- none'", "'/* none */'", "'a;b'"),
  fc.stringMatching(/^[a-z /+#]{0,12}$/).map((body) => `'${body}'`),
)
export const duration = words(fc.nat(90).map(String), unit, maybe(words('5', unit)))
const typeName = fc.constantFrom(
  'STRING',
  'INTEGER',
  'DECIMAL(10, 2)',
  'ARRAY<STRING>',
  'ARRAY<ARRAY<ANY>>',
  'TIMESTAMP EPOCH SECONDS',
)
export const type = typeName

const operator = fc.constantFrom('=', '<>', '!=', '<', '<=', '>', '>=', '=~')
const arithmetic = fc.constantFrom('+', '-', '*', '/', '%', 'DIV', 'mod', '||')

type Tied = Record<'expression' | 'operand' | 'primary', string>

/** One depth for all layers, or each would nest as deep again. */
const depth = { maxDepth: 4, depthIdentifier: fc.createDepthIdentifier() }

/** Expressions by the layers of the grammar, so that every text is well formed. */
const tied = fc.letrec<Tied>((tie) => {
  const [expression, operand, primary] = [tie('expression'), tie('operand'), tie('primary')]
  const leaf = fc.oneof(
    number,
    textLiteral,
    name,
    duration,
    fc.constantFrom('NULL', 'TRUE', 'false'),
    words('TIMESTAMP', textLiteral),
  )
  const member = fc.constantFrom(
    '.b',
    '.select',
    '["x"]',
    "['odd key']",
    '[1]',
    '[-1]',
    '[2..4]',
    '[..3]',
    '[2..]',
  )
  const argument = fc.oneof(
    { weight: 5, arbitrary: expression },
    words('x ->', expression),
    words('(x, y) ->', expression),
    words('zone =>', expression),
  )
  const call = fc
    .tuple(functionName, fc.oneof(fc.constant('*'), listOf(argument, 0, 3), words('DISTINCT', expression)))
    .map(([callee, inside]) => `${callee}(${inside})`)
  return {
    primary: fc.oneof(
      depth,
      { weight: 6, arbitrary: leaf },
      fc
        .tuple(name, fc.array(member, { minLength: 1, maxLength: 3 }))
        .map(([head, path]) => head + path.join('')),
      { weight: 2, arbitrary: call },
      words(call, 'FILTER (WHERE', expression, ')'),
      words(
        call,
        'OVER (',
        maybe(words('PARTITION BY', listOf(expression, 1, 2))),
        maybe(words('WHEN', expression)),
        ')',
      ),
      words('cast(', expression, 'AS', typeName, ')'),
      words('(', expression, ')'),
      words('[', listOf(expression, 0, 3), ']'),
      fc
        .array(words(fc.constantFrom('a:', "'b c':", 'end:'), expression), { maxLength: 3 })
        .map((m) => `{${m.join(', ')}}`),
      words(
        'CASE',
        maybe(expression),
        'WHEN',
        expression,
        'THEN',
        expression,
        maybe(words('ELSE', expression)),
        'END',
      ),
    ),
    operand: fc.oneof(
      depth,
      { weight: 3, arbitrary: primary },
      words(primary, arithmetic, primary),
      words('-', primary),
      words(primary, arithmetic, primary, arithmetic, primary),
    ),
    expression: fc.oneof(
      depth,
      { weight: 3, arbitrary: operand },
      words(operand, operator, operand),
      words(operand, 'IS', maybe(fc.constant('NOT')), fc.constantFrom('NULL', 'TRUE', 'MISSING')),
      words(operand, 'IS DISTINCT FROM', operand),
      words(operand, maybe(fc.constant('NOT')), 'IN (', listOf(expression, 1, 3), ')'),
      words(operand, 'BETWEEN', operand, 'AND', operand),
      words(operand, maybe(fc.constant('NOT')), 'LIKE', operand, maybe(fc.constant("ESCAPE '!'"))),
      words('NOT', operand),
      words(operand, operator, operand, fc.constantFrom('AND', 'OR'), operand, operator, operand),
      words(operand, 'AND', operand, 'OR NOT', operand, 'OR', operand),
    ),
  }
})

/** Any expression of the rule language: well formed, with no care for names and types. */
export const expression: Arbitrary<string> = tied.expression
/** An expression without comparison, AND or OR at its top, as keys are. */
export const operand: Arbitrary<string> = tied.operand
