import { defineFunction } from '../../catalog/function.ts'
import { readPattern } from '../../types/read.ts'
import { zoneName, zoneParameter } from './zone.ts'

/** The time that a text says by a pattern, in a zone; an error where it does not fit. */
export const parseTimestampFunction = defineFunction({
  name: 'parse_timestamp',
  group: 'time',
  parameters: [
    { name: 'text', kinds: ['STRING'], prose: 'the text' },
    {
      name: 'pattern',
      kinds: ['STRING'],
      prose: 'a pattern of letters as in yyyy-MM-dd HH:mm:ss',
      constant: true,
    },
    zoneParameter,
  ],
  result: () => ({ kind: 'TIMESTAMP', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp', 'bad-zone'],
  prose: 'The time that a text says by a pattern, in a zone; an error where it does not fit.',
  examples: [
    {
      expression: "parse_timestamp('02.01.2026 03:04', 'dd.MM.yyyy HH:mm')",
      result: '"2026-01-02T03:04:00Z"',
    },
    { expression: "parse_timestamp('x', 'yyyy')", error: 'bad-timestamp' },
    {
      expression: "parse_timestamp('25.10.2026 02:30', 'dd.MM.yyyy HH:mm', 'Europe/Berlin')",
      result: '"2026-10-25T00:30:00Z"',
      note: 'the first of two',
    },
    { expression: "parse_timestamp('10:42', 'HH:mm')", error: 'bad-timestamp' },
  ],
  evaluate: ([text, pattern, zone]) =>
    readPattern(text as string, {
      kind: 'pattern',
      pattern: pattern as string,
      zone: zoneName(zone as string | undefined),
    }),
})
