import { defineFunction } from '../../catalog/function.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import { maybe } from '../../types/type.ts'

/** The time that an RFC 3339 text says; NULL where it says none. */
export const tryTimestampFunction = defineFunction({
  name: 'try_timestamp',
  group: 'time',
  parameters: [{ name: 'text', kinds: ['STRING'], prose: 'RFC 3339 text' }],
  result: () => maybe('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The time that an RFC 3339 text says; NULL where it says none.',
  examples: [
    { expression: "try_timestamp('2026-03-15T10:42:11+08:00')", result: '"2026-03-15T02:42:11Z"' },
    { expression: "try_timestamp('yesterday')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const ms = parseTimestamp(text as string)
    return Number.isNaN(ms) ? null : ms
  },
})
