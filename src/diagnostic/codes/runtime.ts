import { family } from '../code.ts'

/** Errors of one record as the rules run; they end in dead letters, ledgers and `replay`. */
export const runtimeCodes = family({
  'internal-error': {
    severity: 'error',
    title: 'A mistake of Sluice itself',
    reason:
      'The record broke the evaluation, which no record should be able to do. It was set aside and the others went on; please report it with the dead letter.',
  },
  'payload-too-large': {
    severity: 'error',
    title: 'Payload larger than the limit',
    reason:
      'A limit on every payload keeps memory bounded. Raise the limit payload_bytes_max, or let the device send less.',
  },
  'bad-json': {
    severity: 'error',
    title: 'The payload is not JSON',
    reason:
      'A rule reads this payload as JSON, strictly by RFC 8259 and in UTF-8. Look at the device, or give the stream another FORMAT.',
  },
  'wrong-type': {
    severity: 'error',
    title: 'A value is of another kind than the expression needs',
    reason: 'Values are never converted silently. Say CAST or TRY_CAST where another kind is expected.',
  },
  'not-null': {
    severity: 'error',
    title: 'A column that is NOT NULL has no value',
    reason: 'The stream promises a value for every record. Give the column a DEFAULT, or take NOT NULL away.',
  },
  'schema-violation': {
    severity: 'error',
    title: 'The payload does not follow its JSON Schema',
    reason: 'The stream names a schema, and records that do not follow it are invalid.',
  },
  'no-event-time': {
    severity: 'error',
    title: 'The record has no event time',
    reason: 'EVENT TIME must have a value for every record, since windows and order depend on it.',
  },
  'ahead-of-time': {
    severity: 'error',
    title: "The record's event time is ahead of its arrival",
    reason: 'A clock that runs ahead would move time for all other records, so AHEAD bounds it.',
  },
  'step-limit': {
    severity: 'error',
    title: 'An expression took too many steps for one record',
    reason:
      'Loops over arrays are counted, so that no record can hold up the others. Filter the array first, or raise the limit.',
  },
  'value-too-large': {
    severity: 'error',
    title: 'A value is larger than the limit',
    reason: 'Texts, arrays and bytes are limited, so that no record can fill the memory.',
  },
  'cast-failed': {
    severity: 'error',
    title: 'A value cannot be converted',
    reason: 'CAST fails where the value has no counterpart in the wanted type. TRY_CAST gives NULL instead.',
  },
  'bad-timestamp': {
    severity: 'error',
    title: 'A text is no timestamp',
    reason: 'Timestamps are read as RFC 3339 text with a zone, unless the column says how they are written.',
  },
  'number-overflow': {
    severity: 'error',
    title: 'A number does not fit its type',
    reason: 'INTEGER has 64 bits, DOUBLE is finite. Values are never cut or rounded to infinity.',
  },
  'division-by-zero': {
    severity: 'error',
    title: 'Division by zero',
    reason: 'There is no value for it. Guard it: CASE WHEN d <> 0 THEN n / d END, or TRY(n / d).',
  },
  'bad-pattern': {
    severity: 'error',
    title: 'A pattern is not well formed',
    reason: 'REGEXP takes the RE2 dialect; LIKE must not end with its escape character.',
  },
  'bad-text': {
    severity: 'error',
    title: 'The payload is not text',
    reason:
      'The stream reads its payloads as text in UTF-8. Look at the device, or give the stream another FORMAT.',
  },
  'bad-zone': {
    severity: 'error',
    title: 'There is no such time zone',
    reason: 'Zones are named as in the IANA database: Asia/Shanghai, Europe/Berlin, UTC.',
  },
  'bad-topic': {
    severity: 'error',
    title: 'A row goes to a topic that cannot be published to',
    reason:
      'A topic is plain text without wildcards, and a Kafka topic has letters, digits, dots, underscores and dashes.',
  },
  'table-too-old': {
    severity: 'error',
    title: 'What is known of a table is too old',
    reason:
      'The table says MAX AGE, and its last complete contents are older: its server has not answered. Records that look it up fail until it answers again.',
  },
  'table-incomplete': {
    severity: 'error',
    title: 'What is kept of a table does not reach this record',
    reason:
      'A table in memory has limits: on its rows, and of a topic on how many earlier versions of a row are kept and how long. The record needs what is no longer there.',
  },
  'row-refused': {
    severity: 'error',
    title: 'The server refused a row',
    reason:
      'The value does not fit what the server expects. The row is in the dead letters with the reason that the server gave.',
  },
  'backlog-full': {
    severity: 'error',
    title: 'Too many rows wait for a sink',
    reason:
      "The rows that wait for this sink have reached their quota, and its target says on_full = 'dead letter'. The row is in the dead letters, and can be redriven when the sink is back.",
  },
  'row-too-large': {
    severity: 'error',
    title: 'A row is larger than the server takes',
    reason: 'The server has a limit on the size of a message. Send less, or raise its limit.',
  },
  'sink-misconfigured': {
    severity: 'error',
    title: 'A sink cannot work as it is configured',
    reason:
      'What the server needs is missing or forbidden: a table, a topic, a column, a permission. Rows wait until an operator has mended it.',
  },
  'null-value': {
    severity: 'error',
    title: 'A value that must not be NULL is NULL',
    reason:
      'The rule says not_null(…) here. Give the value a default with coalesce(…), or filter such records out.',
  },
  'failed-on-purpose': {
    severity: 'error',
    title: 'The rule calls fail(…) for this record',
    reason: 'Whoever wrote the rule wants no row of such a record; the message is theirs.',
  },
})
