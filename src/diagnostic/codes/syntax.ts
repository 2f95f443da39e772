import { family } from '../code.ts'

/** Findings of the scanner and the parser. */
export const syntaxCodes = family({
  'syntax-error': {
    severity: 'error',
    title: 'The text does not follow the grammar here',
    reason: 'The statement cannot be read from here on, so nothing in it is checked or run.',
  },
  'not-yet': {
    severity: 'error',
    title: 'Part of the language that this version does not run yet',
    reason: 'The text is well formed, but this version has nothing to run it with.',
  },
  'missing-comma': {
    severity: 'error',
    title: 'A comma is missing',
    reason: 'Elements of a list are separated by commas; a column is named with AS.',
  },
  'missing-semicolon': {
    severity: 'error',
    title: 'A semicolon is missing',
    reason: 'Every statement ends with a semicolon, so that a mistake in one cannot spill into the next.',
  },
  'reserved-word': {
    severity: 'error',
    title: 'A reserved word stands where a name is wanted',
    reason: 'Reserved words begin clauses. In back-ticks any word is a name.',
  },
  'other-sql': {
    severity: 'error',
    title: 'A habit of another SQL or language',
    reason:
      'The rule language is SQL for streams; what makes no sense on a stream, or has two spellings, is left out.',
  },
  'unterminated-text': {
    severity: 'error',
    title: 'A text or quoted name has no end',
    reason:
      'Text stands in single quotes, and a quote inside is doubled. Without its end the rest of the file would be swallowed.',
  },
  'unterminated-comment': {
    severity: 'error',
    title: 'A comment has no end',
    reason:
      'A comment that begins with /* ends with */. Without its end the rest of the file would be swallowed.',
  },
  'unexpected-character': {
    severity: 'error',
    title: 'A character has no meaning in the rule language',
    reason: 'Only letters, digits, quotes and the usual signs of SQL stand outside text and comments.',
  },
  'hidden-character': {
    severity: 'error',
    title: 'A hidden character stands in the file',
    reason:
      'Control characters and marks of direction make a reader see another rule than the one that runs. Take it out, or write it as an escape in e-text.',
  },
  'file-too-long': {
    severity: 'error',
    title: 'The file is longer than the limit',
    reason: 'A limit keeps checking quick. Split the file; names are visible across all files of a project.',
  },
  'statement-too-long': {
    severity: 'error',
    title: 'The statement is longer than the limit',
    reason: 'A limit keeps checking quick. Move parts into rules of their own, or long lists into a table.',
  },
  'too-deep': {
    severity: 'error',
    title: 'Brackets are nested too deeply',
    reason: 'A limit protects the parser. Name a part with AS, or split the rule.',
  },
  'extra-comma': {
    severity: 'error',
    title: 'A comma too many',
    reason: 'A comma stands between two elements of a list, never behind the last.',
  },
  'missing-from': {
    severity: 'error',
    title: 'FROM is missing',
    reason: 'A rule reads a stream, so every SELECT names what it reads.',
  },
  'misspelt-word': {
    severity: 'error',
    title: 'A word is misspelt',
    reason: 'A word of the language is expected here, and this is close to one.',
  },
  'text-as-name': {
    severity: 'error',
    title: 'Text where a name is wanted',
    reason:
      'Single quotes make text. A name stands without quotes, or in double quotes if it has odd characters.',
  },
  'duplicate-clause': {
    severity: 'error',
    title: 'A clause is given twice',
    reason: 'Only one of the two could hold. Join conditions with AND, lists with commas.',
  },
  'clause-order': {
    severity: 'error',
    title: 'A clause stands at the wrong place',
    reason:
      'The order is SELECT, FROM, JOIN, WHERE, GROUP BY, HAVING, DEDUP, EMIT, STATE, INTO, ON, as rows go through them.',
  },
  'chained-comparison': {
    severity: 'error',
    title: 'Comparisons in a chain',
    reason: 'a < b < c would compare TRUE or FALSE with c. Write a < b AND b < c.',
  },
  'missing-operator': {
    severity: 'error',
    title: 'An operator is missing',
    reason: 'Two values stand side by side. Join conditions with AND or OR, text with ||.',
  },
  'bad-number': {
    severity: 'error',
    title: 'A number is not written in full',
    reason: 'A point has digits on both sides, since a[2..4] and a.b have other meanings.',
  },
  'missing-bracket': {
    severity: 'error',
    title: 'A bracket is not closed',
    reason: 'What follows would belong to the bracket up to the end of the statement.',
  },
  'extra-bracket': {
    severity: 'error',
    title: 'A closing bracket too many',
    reason: 'Nothing opened it. Take it away, or put its partner where it belongs.',
  },
  'mixed-alphabets': {
    severity: 'error',
    title: 'A name mixes alphabets that look alike',
    reason:
      'Two names that look the same would be two things. Type the name anew, or quote it if it is really meant.',
  },
  'too-many-mistakes': {
    severity: 'error',
    title: 'The rest of the file was not read',
    reason: 'So many statements have mistakes that more findings would help nobody. Is this a rule file?',
  },
  'misplaced-spread': {
    severity: 'error',
    title: 'A .* outside of SELECT',
    reason: '`payload.*` gives all fields as columns, so it stands by itself as an item of SELECT.',
  },
  'bad-expected-json': {
    severity: 'error',
    title: 'A value of a TEST is not JSON',
    reason:
      'Between GIVEN or EXPECT and the next word stands JSON by RFC 8259: text in double quotes, no leading zeros.',
  },
})
