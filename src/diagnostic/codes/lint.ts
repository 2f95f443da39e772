import { family } from '../code.ts'

/** Findings about rules that run and hardly mean what they say. */
export const lintCodes = family({
  'compare-with-itself': {
    severity: 'warning',
    title: 'A value is compared with itself',
    reason: 'The outcome is the same for every record that has the value. Another column was probably meant.',
  },
  'same-branches': {
    severity: 'warning',
    title: 'All branches give the same',
    reason: 'The conditions decide nothing. One of the results was probably meant to be another.',
  },
  'redundant-condition': {
    severity: 'warning',
    title: 'A condition that another one covers',
    reason: 'It lets the same records pass with and without it.',
  },
  'redundant-cast': {
    severity: 'warning',
    title: 'A CAST to the type that the value has',
    reason: 'It converts nothing and makes a reader look for a reason.',
  },
  'like-without-wildcard': {
    severity: 'warning',
    title: 'LIKE without a wildcard',
    reason:
      'Without % and _ the pattern matches one text only. A comparison says so, or a wildcard is missing.',
  },
  'repeated-element': {
    severity: 'warning',
    title: 'A value stands twice in a list',
    reason: 'The second has no effect; another value was probably meant.',
  },
  'always-null': {
    severity: 'warning',
    title: 'An expression that is always NULL',
    reason: 'NULL in one operand makes the whole NULL, for every record.',
  },
  'unneeded-default': {
    severity: 'warning',
    title: 'A default for a value that is never NULL',
    reason: 'coalesce gives the first value that is not NULL, so what follows is never taken.',
  },
  'duplicate-target': {
    severity: 'warning',
    title: 'A target that is written to twice',
    reason: 'Both targets write the same rows to the same place, so each row arrives twice.',
  },
  'covered-topic': {
    severity: 'warning',
    title: 'A topic that another filter of the same FROM covers',
    reason: 'A rule fires once for a message, however many filters match, so this one adds nothing.',
  },
  'unknown-tag': {
    severity: 'warning',
    title: 'A tag of a doc comment that nobody reads',
    reason: 'A misspelt @personal protects nobody, and a misspelt @owner names nobody.',
  },
  'shadowed-name': {
    severity: 'warning',
    title: 'A name hides another one',
    reason:
      'The nearest meaning of a name wins: parameter, column, item, constant. Whoever reads the rule may think of the other.',
  },
})
