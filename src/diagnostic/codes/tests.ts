import { family } from '../code.ts'

/** Findings about TEST blocks. */
export const testsCodes = family({
  'duplicate-test': {
    severity: 'error',
    title: 'Two tests of a rule have the same title',
    reason: 'The title is how a failed test is found again, so each rule uses it once.',
  },
  'test-without-expect': {
    severity: 'error',
    title: 'A TEST expects nothing',
    reason:
      'Without EXPECT a test cannot fail. Say which row should come, or EXPECT NOTHING where none should.',
  },
  'test-without-given': {
    severity: 'error',
    title: 'An EXPECT with nothing GIVEN before it',
    reason: 'The steps of a test run from top to bottom, and without a record there is nothing to look at.',
  },
  'given-unread': {
    severity: 'error',
    title: 'The rule does not read what is GIVEN',
    reason:
      'A test runs its rule and what that rule reads, nothing else. A record that none of them reads would make every EXPECT NOTHING true.',
  },
  'given-empty': {
    severity: 'error',
    title: 'GIVEN needs one payload',
    reason:
      "The payload stands behind the place as JSON; one that is no JSON is an option: `text = '…'` or `base64 = '…'`.",
  },
  'expect-elsewhere': {
    severity: 'error',
    title: 'The rule writes nothing there',
    reason:
      'EXPECT names a target of the rule as it stands behind INTO, or the rule itself for its rows before INTO and WHEN.',
  },
  'expect-never': {
    severity: 'error',
    title: 'An expectation that can never be met',
    reason:
      'The columns of the output and their types are known before the rule runs, and no row can look like this.',
  },
  'bad-test-value': {
    severity: 'error',
    title: 'A value of a TEST is not well formed',
    reason:
      'Values in a TEST are JSON. ANY, CONTAINING {…} and a tolerance (1.5 ~ 0.01) loosen an EXPECT, nowhere else.',
  },
  'time-goes-back': {
    severity: 'error',
    title: 'The time of a TEST goes back',
    reason:
      'The clock of a test starts at its first AT and moves on with AT, ADVANCE and the times of records.',
  },
})
