import { defineFunction } from '../../catalog/function.ts'
import { zoneParameter, zonedTime } from './zone.ts'

/** The time written by a pattern in a zone; names are English. */
export const formatTimestampFunction = defineFunction({
  name: 'format_timestamp',
  group: 'time',
  parameters: [
    { name: 'time', kinds: ['TIMESTAMP'], prose: 'the time' },
    {
      name: 'pattern',
      kinds: ['STRING'],
      prose: 'a pattern of letters as in yyyy-MM-dd HH:mm:ss',
      constant: true,
    },
    zoneParameter,
  ],
  result: () => ({ kind: 'STRING', nullable: false }),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'The time written by a pattern in a zone; names are English.',
  examples: [
    {
      expression: "format_timestamp(TIMESTAMP '2026-01-02T03:04:05Z', 'dd.MM.yyyy HH:mm')",
      result: '"02.01.2026 03:04"',
    },
    {
      expression: "format_timestamp(TIMESTAMP '2026-01-01T20:00:00Z', 'HH', 'Asia/Shanghai')",
      result: '"04"',
    },
  ],
  evaluate: ([time, pattern, zone]) =>
    zonedTime(time as number, zone as string | undefined).toFormat(pattern as string),
})
