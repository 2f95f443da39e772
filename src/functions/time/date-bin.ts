import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { timeParameter, inRange } from './zone.ts'

/** The start of the bin that holds the time, of bins of equal length; NULL where the length is not above 0. */
export const dateBinFunction = defineFunction({
  name: 'date_bin',
  aliases: ['floor_to', 'time_slice'],
  group: 'time',
  parameters: [
    { name: 'stride', kinds: ['DURATION'], prose: 'the length of a bin' },
    timeParameter,
    {
      name: 'origin',
      kinds: ['TIMESTAMP'],
      prose: 'where a bin begins; 1970-01-01T00:00:00Z if absent',
      optional: true,
    },
  ],
  result: () => maybe('TIMESTAMP'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-timestamp'],
  prose:
    'The start of the bin that holds the time, of bins of equal length; NULL where the length is not above 0.',
  examples: [
    {
      expression: "date_bin(15 MINUTES, TIMESTAMP '2026-03-15T10:42:11Z')",
      result: '"2026-03-15T10:30:00Z"',
    },
    {
      expression: "date_bin(1 DAY, TIMESTAMP '2026-03-15T10:42:11Z', TIMESTAMP '2026-01-01T08:00:00Z')",
      result: '"2026-03-15T08:00:00Z"',
    },
  ],
  evaluate: ([stride, time, origin]) => {
    const [length, from] = [stride as number, (origin as number | undefined) ?? 0]
    if (length <= 0) return null
    return inRange(from + Math.floor(((time as number) - from) / length) * length)
  },
})
