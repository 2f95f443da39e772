import { defineFunction } from '../../catalog/function.ts'
import { of } from '../../types/type.ts'
import { zonedTime, zoneParameter } from './zone.ts'

/** The start of the current day in a zone. */
export const todayFunction = defineFunction({
  name: 'today',
  aliases: ['current_date'],
  group: 'time',
  parameters: [zoneParameter],
  result: () => of('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'per-record',
  flink: 'none',
  errors: ['bad-zone'],
  prose: 'The start of the current day in a zone.',
  examples: [
    { expression: 'today()', result: '"2026-01-01T00:00:00Z"' },
    { expression: "today('Asia/Shanghai')", result: '"2025-12-31T16:00:00Z"' },
  ],
  evaluate: ([zone], { nowMs }) =>
    zonedTime(nowMs, zone as string | undefined)
      .startOf('day')
      .toMillis(),
})
