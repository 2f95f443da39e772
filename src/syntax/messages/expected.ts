import {
  EarlyExitException,
  MismatchedTokenException,
  NoViableAltException,
  type IRecognitionException,
} from 'chevrotain'

/** What each rule of the grammar is called by people. */
const ruleWords: Readonly<Record<string, string>> = {
  statement: 'RULE, STREAM, TABLE, SINK, SET or TEST',
  name: 'a name',
  memberName: 'a name after the dot',
  bareName: 'a name',
  text: 'text in single quotes',
  type: 'a type such as STRING or INTEGER',
  primary: 'an expression',
  unary: 'an expression',
  conjunction: 'an expression',
  expression: 'an expression',
  expressions: 'an expression',
  concatenation: 'an expression',
  comparisonOperator: 'a comparison such as = or <',
  isTest: 'NULL, TRUE, FALSE, MISSING or DISTINCT FROM after IS',
  predicate: 'IN, BETWEEN, LIKE or REGEXP',
  query: 'SELECT or FOREACH',
  item: 'a column or expression',
  items: 'a column or expression',
  from: 'a stream, a rule or a quoted topic',
  source: 'a stream, a rule or a quoted topic',
  policy: 'DEAD LETTER, DROP, STOP or INTO',
  columnPart: 'NOT NULL, DEFAULT, FROM, a comma or the closing bracket',
  streamPart: 'FORMAT, SCHEMA, KEY, EVENT TIME, DURABILITY or ON INVALID',
  json: 'a JSON value',
  place: 'a connection, a stream or a topic',
  testStep: 'AT, GIVEN, ADVANCE or EXPECT',
  expectation: 'rows to expect, or NOTHING',
  caseForm: 'WHEN after CASE',
  onClause: 'ERROR or LATE after ON',
  join: 'JOIN',
  emitClause: 'FINAL or CHANGES after EMIT',
  tablePart: 'REFRESH EVERY, MAX AGE or WAIT',
}

/** Tokens that have no spelling of their own. */
const tokenWords: Readonly<Record<string, string>> = {
  Name: 'a name',
  Word: 'a name',
  Bare: 'a name',
  Unit: 'a unit of time such as SECONDS',
  Identifier: 'a name',
  Number: 'a number',
  Text: 'text in single quotes',
  DoubleQuoted: 'a name in double quotes',
  EOF: 'the end of the statement',
}

/** What should stand where an error was found, in the user's words. */
export const expectedIn = (error: IRecognitionException): string => {
  const rule = error.context.ruleStack.at(-1) ?? 'statement'
  if (error instanceof MismatchedTokenException) {
    const wanted = /--> (\S+) <--/.exec(error.message)?.[1]
    const type = wanted ?? ''
    return tokenWords[type] ?? (/^[A-Z]+$/.test(type) ? type : (signs[type] ?? 'something else'))
  }
  if (error instanceof NoViableAltException || error instanceof EarlyExitException)
    return ruleWords[rule] ?? 'something else'
  return 'the end of the statement'
}

const signs: Readonly<Record<string, string>> = {
  LeftParen: '(',
  RightParen: ')',
  LeftBracket: '[',
  RightBracket: ']',
  LeftBrace: '{',
  RightBrace: '}',
  Comma: 'a comma',
  Colon: ':',
  Equal: '=',
  Semicolon: 'a semicolon',
  Arrow: '->',
  Less: '<',
  Greater: '>',
}
