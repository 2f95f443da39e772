import { family } from '../code.ts'

/** Findings about names: what they stand for, and that each stands for one thing. */
export const namesCodes = family({
  'unknown-name': {
    severity: 'error',
    title: 'A name that stands for nothing here',
    reason:
      'A name is a column of what the rule reads, an item of its SELECT, or a constant made by SET. Names are compared letter by letter, case included.',
  },
  'unknown-function': {
    severity: 'error',
    title: 'There is no such function',
    reason: '`sluice functions` lists all functions, and `sluice explain NAME` shows one with examples.',
  },
  'unknown-parameter': {
    severity: 'error',
    title: 'A function has no parameter of this name',
    reason: '`name => value` must use the name of a parameter that has no value yet.',
  },
  'unknown-connection': {
    severity: 'error',
    title: 'There is no such connection',
    reason: 'Connections are what operators own: they stand in sluice.yaml, and rules use them by name.',
  },
  'unknown-option': {
    severity: 'error',
    title: 'The connection has no such option here',
    reason: 'An option that nobody reads would be ignored without a word, so it is refused.',
  },
  'unknown-stream': {
    severity: 'error',
    title: 'FROM names nothing that can be read',
    reason:
      'FROM takes the name of a STREAM or RULE, or topics in quotes. Names are visible across all files of a project.',
  },
  'unknown-table': {
    severity: 'error',
    title: 'JOIN names no table',
    reason: 'JOIN looks rows up in a TABLE, which must be declared with its primary key.',
  },
  'unknown-rule': {
    severity: 'error',
    title: 'TEST names no rule',
    reason: 'A TEST is FOR one rule of the project.',
  },
  'unknown-type': {
    severity: 'error',
    title: 'There is no such type',
    reason:
      'The types are BOOLEAN, INTEGER, DOUBLE, DECIMAL(p, s), STRING, BYTES, TIMESTAMP, DURATION, ARRAY<t>, OBJECT and ANY.',
  },
  'unknown-format': {
    severity: 'error',
    title: 'There is no such format',
    reason: 'FORMAT says how the payload becomes a value.',
  },
  'unknown-durability': {
    severity: 'error',
    title: 'There is no such durability',
    reason:
      'DURABILITY says when a record is acknowledged: local, when its rows are in the journal on disk; upstream, when all sinks have confirmed them; none, when nothing depends on it.',
  },
  'no-default-connection': {
    severity: 'error',
    title: 'Quoted topics need a default connection',
    reason: 'Topics in quotes are read from the connection that sluice.yaml names with `default:`.',
  },
  'assumed-connections': {
    severity: 'note',
    title: 'Connections are assumed, their options go unchecked',
    reason:
      'There is no sluice.yaml, so nothing says what kind of server a connection is. With one, options, topics and columns are checked before the rule runs.',
  },
  'duplicate-name': {
    severity: 'error',
    title: 'A name is declared twice',
    reason:
      'Streams, tables, sinks, constants and rules share one set of names across all files of a project.',
  },
  'duplicate-output': {
    severity: 'error',
    title: 'Two items give the same output column',
    reason:
      'The output is one JSON object, so each column has one value. Name one of them with AS, or use `* EXCEPT (…)` or `* REPLACE (…)`.',
  },
  'unnamed-item': {
    severity: 'error',
    title: 'An item needs a name',
    reason: 'A column or path brings its own name; every other expression is named with AS.',
  },
  'ambiguous-name': {
    severity: 'error',
    title: 'A name that more than one joined input has',
    reason: 'Say which one is meant, with the name of the input in front of it.',
  },
  'double-quoted-text': {
    severity: 'error',
    title: 'Text in double quotes',
    reason: 'Double quotes make a name, as in SQL; text stands in single quotes.',
  },
  'input-shadows-alias': {
    severity: 'warning',
    title: 'An input column hides an item of the same name',
    reason:
      'Before the row is made the input column wins, so this does not read the item. Give the item another name, or put the name of the input in front of the column.',
  },
  'unused-statement': {
    severity: 'warning',
    title: 'A statement that nothing uses',
    reason: 'It has no effect. It may be left over, or a name may be misspelt elsewhere.',
  },
})
