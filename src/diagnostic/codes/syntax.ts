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
})
