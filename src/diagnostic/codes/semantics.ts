import { family } from '../code.ts'

/** Findings about what statements mean together. */
export const semanticsCodes = family({
  'missing-option': {
    severity: 'error',
    title: 'An option that the connection needs is missing',
    reason: 'Without it there is no place to read from or write to.',
  },
  'duplicate-option': {
    severity: 'error',
    title: 'An option is given twice',
    reason: 'Only one of the values could be used.',
  },
  'bad-option-value': {
    severity: 'error',
    title: 'An option has a value that it does not take',
    reason: 'It would be refused when the connection opens, so it is refused now.',
  },
  'bad-topic-filter': {
    severity: 'error',
    title: 'A topic filter or topic name is not well formed',
    reason:
      'In a filter `+` stands for one whole level and `#` for all that follow, so it is the last. A topic that is written to has no wildcards.',
  },
  'key-not-output': {
    severity: 'error',
    title: 'An option names a column that the rule does not give',
    reason: 'The option takes names of output columns: items of SELECT.',
  },
  'refused-columns': {
    severity: 'error',
    title: 'The sink cannot take these columns',
    reason: 'The connector says so before anything runs, so no row is lost to it.',
  },
  'sink-cannot': {
    severity: 'error',
    title: 'The connection cannot be written to',
    reason: 'Connections of this type can only be read.',
  },
  'source-cannot': {
    severity: 'error',
    title: 'The connection cannot be read',
    reason: 'Connections of this type can only be written to.',
  },
  'table-cannot': {
    severity: 'error',
    title: 'The connection has no tables',
    reason: 'A TABLE is a file, a table of a database, a list over HTTP, or a compacted Kafka topic.',
  },
  'bad-source': {
    severity: 'error',
    title: 'FROM and JOIN do not go together like this',
    reason:
      'FROM takes one stream or rule, or several topics in quotes with commas between them. A TABLE is looked up with JOIN, whose ON equates its whole primary key.',
  },
  'bad-table': {
    severity: 'error',
    title: 'A TABLE needs a primary key of plain values',
    reason:
      'Rows are looked up by the primary key: mark its columns with PRIMARY KEY. Text, numbers, times and truth values can be looked up; ANY, arrays and objects cannot.',
  },
  'rule-feeds-itself': {
    severity: 'error',
    title: 'A rule feeds itself',
    reason:
      'Its output comes back as its input, so one record would go round for ever. Write to a topic that no rule on the way reads.',
  },
  'on-full': {
    severity: 'error',
    title: 'Rows never wait here',
    reason:
      'What becomes of rows when too many wait is a question only where they wait in a journal: with DURABILITY local.',
  },
  'effectively-once': {
    severity: 'error',
    title: 'Effectively once is not possible here',
    reason: 'A position is kept beside the rows, so a record that comes again must be known as the same one.',
  },
  'exactly-once': {
    severity: 'error',
    title: 'Exactly once is not possible here',
    reason:
      'Rows, dead letters and offsets are committed in one transaction of one Kafka cluster. What goes elsewhere, or is read by the same consumer group for something else, cannot be a part of it.',
  },
  'never-set-column': {
    severity: 'warning',
    title: 'A column that this connection never sets',
    reason: 'It is NULL in every record.',
  },
  'missing-owner': {
    severity: 'warning',
    title: 'A rule without an owner',
    reason: 'Somebody must know what to do when it fails. Say `@owner` in the doc comment above the rule.',
  },
  'personal-to-public': {
    severity: 'error',
    title: 'A personal value goes to a public sink',
    reason:
      'The column is marked @personal and the connection `audience: public`. Mask or hash the value, leave it out, or write to another connection.',
  },
  'never-true': {
    severity: 'warning',
    title: 'A condition that is never TRUE',
    reason: 'No record can pass it, so what depends on it never happens.',
  },
  'always-true': {
    severity: 'warning',
    title: 'A condition that is always TRUE',
    reason: 'It decides nothing and may hide a mistake.',
  },
  'unreachable-branch': {
    severity: 'warning',
    title: 'A branch of CASE that is never taken',
    reason: 'An earlier branch takes every record that this one would take.',
  },
  'bad-ignore': {
    severity: 'error',
    title: 'A sluice:ignore that is not well formed',
    reason:
      "It names a slug, how long it holds and why: `-- sluice:ignore unused-statement until 2027-01-31 because 'the sensor comes in January'`.",
  },
  'ignore-expired': {
    severity: 'warning',
    title: 'A sluice:ignore has expired',
    reason: 'What it ignored is reported again from that day on. Cure it, or give a new date and reason.',
  },
  'unused-ignore': {
    severity: 'warning',
    title: 'A sluice:ignore that ignores nothing',
    reason: 'It stands above or on a line without such a finding; take it away.',
  },
})
