import { family } from '../code.ts'

/** Findings about the types of values, before a rule runs. */
export const typesCodes = family({
  'wrong-argument-type': {
    severity: 'error',
    title: 'An argument is of another type than the function takes',
    reason: 'Values are never converted silently. Say CAST or TRY_CAST where another type is meant.',
  },
  'wrong-argument-count': {
    severity: 'error',
    title: 'Too many or too few arguments',
    reason: '`sluice explain NAME` shows the parameters of a function.',
  },
  'bad-argument-value': {
    severity: 'error',
    title: 'A constant argument has a value that the function does not know',
    reason: 'It would fail for every record, so it is refused before the rule runs.',
  },
  'not-constant': {
    severity: 'error',
    title: 'A constant is needed here',
    reason:
      'The value must be known before the first record: a literal, a SET constant, or what is computed from them.',
  },
  'compare-kinds': {
    severity: 'error',
    title: 'Values of different kinds are compared',
    reason:
      'Different kinds are never equal and have no order, so the condition could not be TRUE. Convert one side on purpose.',
  },
  'equals-null': {
    severity: 'error',
    title: 'Comparison with NULL',
    reason:
      'A comparison with NULL gives NULL, never TRUE. IS NULL and IS NOT NULL ask whether there is a value.',
  },
  'text-literal-not-timestamp': {
    severity: 'error',
    title: 'A text beside a TIMESTAMP is no timestamp',
    reason: "It is read as RFC 3339 with a zone before the rule runs: '2026-01-31T08:30:00Z'.",
  },
  'bad-literal': {
    severity: 'error',
    title: 'A literal has no value of its type',
    reason: 'Literals are read before the rule runs.',
  },
  'nullable-key': {
    severity: 'error',
    title: 'A key that may be NULL',
    reason:
      'Rows without a key cannot be found again, so a sink that writes by key refuses them. Filter them out with WHERE … IS NOT NULL, or use coalesce.',
  },
  'bad-schema': {
    severity: 'error',
    title: 'The JSON Schema cannot be used',
    reason:
      'SCHEMA names a file with a JSON Schema for an object; it gives the columns and is checked for each record.',
  },
  'seconds-as-milliseconds': {
    severity: 'warning',
    title: 'Seconds beside milliseconds',
    reason:
      'One side looks like seconds since 1970, the other like milliseconds, so the condition is always the same.',
  },
  'index-zero': {
    severity: 'warning',
    title: 'Arrays start at 1',
    reason: 'The first element is [1] and the last is [-1]; [0] is always missing.',
  },
})
