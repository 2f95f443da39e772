import { family } from '../code.ts'

/** Findings about groups, windows, sequences and state. */
export const timeCodes = family({
  'misplaced-aggregate': {
    severity: 'error',
    title: 'An aggregate, analytic function or window where it cannot stand',
    reason:
      'Aggregates are computed for a group, after WHERE; analytic functions see every record of the input; a window is a key of GROUP BY.',
  },
  'not-grouped': {
    severity: 'error',
    title: 'A column that is neither grouped nor aggregated',
    reason: 'A group has many records, and their values may differ, so the row must say which one it takes.',
  },
  'bad-window': {
    severity: 'error',
    title: 'A window, or a clause about groups, that cannot be',
    reason:
      'Groups of an endless stream are given out when their window ends, or with EMIT CHANGES as they change.',
  },
  'keyed-rows': {
    severity: 'error',
    title: 'Rows that change go to a target that cannot tell which row they are',
    reason:
      'EMIT CHANGES gives a row again when its group has changed. Without the key of the group the target would add a row each time.',
  },
  'bad-sequence': {
    severity: 'error',
    title: 'A SEQUENCE or a JOIN of streams that cannot match',
    reason: 'Steps and joined records are found by keys and within a span of time.',
  },
  'unbounded-state': {
    severity: 'warning',
    title: 'State that nothing bounds',
    reason:
      'It keeps something for each key that it has ever seen, and keys that are never seen again stay for ever.',
  },
  'dedup-hides-when': {
    severity: 'warning',
    title: 'DEDUP may drop the row that WHEN waits for',
    reason:
      'DEDUP keeps the first row of a key. Where the condition of a target is not part of the key, a row for which it is TRUE may be dropped because one for which it was FALSE came before.',
  },
})
