import { family } from '../code.ts'

/** What `sluice import emqx` cannot carry over, or carries over with a word of warning. */
export const emqxCodes = family({
  'emqx-syntax': {
    severity: 'error',
    title: "The text is no SQL of EMQX's rules",
    reason: 'EMQX would refuse this statement, so there is nothing to carry over.',
  },
  'emqx-no-source': {
    severity: 'error',
    title: 'A rule of EMQX without FROM',
    reason: 'Without FROM the statement is a check of a schema and no rule: it reads no messages.',
  },
  'emqx-other-source': {
    severity: 'error',
    title: 'A source that is no topic of the broker',
    reason: 'EMQX reads it through a connector of its own, whose settings are not in the rule.',
  },
  'emqx-unknown-function': {
    severity: 'error',
    title: 'EMQX has no such function',
    reason:
      'EMQX accepts the rule and fails for every message, so it never made a row. A rule that never did anything is not carried over.',
  },
  'emqx-difference': {
    severity: 'warning',
    title: 'Carried over, with a difference that may matter',
    reason: 'EMQX and Sluice agree on usual input here, and differ on some that the finding names.',
  },
  'emqx-argument': {
    severity: 'error',
    title: 'A call of EMQX that has no equal in Sluice',
    reason:
      'The function is carried over, but not with this argument; a rule that gives other results is worse than none.',
  },
  'emqx-state': {
    severity: 'error',
    title: 'State outside the rule',
    reason:
      'The state of EMQX is one table per node, without an end and lost at a restart. In Sluice state belongs to a rule, has a bound and survives.',
  },
  'emqx-no-counterpart': {
    severity: 'error',
    title: 'A function of EMQX that Sluice does not have',
    reason: 'There is nothing in Sluice that gives the same results.',
  },
  'emqx-put-index': {
    severity: 'error',
    title: 'A value is put into a list at a place that the import cannot know',
    reason: 'EMQX changes the list while it selects. In Sluice an output is written once, as a whole.',
  },
  'emqx-range': {
    severity: 'error',
    title: 'A range of numbers that is too long or runs backwards',
    reason: 'The import writes a range out, number by number.',
  },
  'emqx-not-carried': {
    severity: 'error',
    title: 'A rule whose import does not pass the checker',
    reason:
      'The rewritten rule has a finding in Sluice, often a comparison of kinds that never meet. Nothing is written that would not run.',
  },
  'emqx-always-raises': {
    severity: 'warning',
    title: 'EMQX raises an error here for every message',
    reason: 'The rule never made a row where this is reached. It is carried over just so.',
  },
  'emqx-undefined-here': {
    severity: 'warning',
    title: 'A context function in WHERE or INCASE',
    reason: 'EMQX has no context there: the function gives undefined, which equals nothing.',
  },
  'emqx-unknown-column': {
    severity: 'warning',
    title: 'EMQX has no such column here',
    reason:
      'EMQX takes it for undefined. It is read from the attributes of the record, which give NULL where they have none.',
  },
  'emqx-unnamed-output': {
    severity: 'warning',
    title: 'An output that EMQX gives a key by chance',
    reason: 'The key differs from message to message, so nothing can rely on it.',
  },
  'emqx-whole-float': {
    severity: 'warning',
    title: 'EMQX tells 2.0 from 2, and Sluice does not',
    reason: 'JSON has one kind of number. A number written 2.0 is a float in EMQX even where it is whole.',
  },
  'emqx-number-text': {
    severity: 'note',
    title: 'EMQX reads text as a number by rules of its own',
    reason:
      'A field beside a number may be text. Sluice reads it as JSON writes numbers, EMQX as Erlang does: zeros may stand before it, and an exponent needs a point.',
  },
  'emqx-local-zone': {
    severity: 'warning',
    title: "A time in the zone of EMQX's server",
    reason: 'A rule must not depend on where its engine runs: Sluice writes UTC.',
  },
  'emqx-action': {
    severity: 'error',
    title: 'An action of EMQX that Sluice has no connector for',
    reason:
      'A rule with one of its actions left out would lose rows without a word, so it is not carried over at all.',
  },
  'emqx-export': {
    severity: 'error',
    title: 'The export of EMQX cannot be read',
    reason: 'The importer takes the SQL of one rule, or rules with actions and connectors as JSON or HOCON.',
  },
  'emqx-setting': {
    severity: 'warning',
    title: 'A setting of EMQX that is not carried over',
    reason: 'It changes how rows are delivered, not what is in them. Look for its like in sluice.yaml.',
  },
})
