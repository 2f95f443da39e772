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
})
