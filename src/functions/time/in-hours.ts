import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'
import { zonedTime, zoneParameter, timeParameter } from './zone.ts'

const minutesOf = (text: string): number | undefined => {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text)
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2])
}

/** Does the clock of a zone stand between two times of the day? NULL where one of both is no time of the day. */
export const inHoursFunction = defineFunction({
  name: 'in_hours',
  group: 'time',
  parameters: [
    timeParameter,
    { name: 'from', kinds: ['STRING'], prose: "'09:00', included", constant: true },
    {
      name: 'to',
      kinds: ['STRING'],
      prose: "'17:30', not included; earlier than the first for a span over midnight",
      constant: true,
    },
    zoneParameter,
  ],
  result: () => maybe('BOOLEAN'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  errors: ['bad-zone'],
  prose:
    'Does the clock of a zone stand between two times of the day? NULL where one of both is no time of the day.',
  examples: [
    { expression: "in_hours(TIMESTAMP '2026-03-15T10:42:00Z', '09:00', '17:30')", result: 'true' },
    { expression: "in_hours(TIMESTAMP '2026-03-15T23:00:00Z', '22:00', '06:00')", result: 'true' },
    {
      expression: "in_hours(TIMESTAMP '2026-03-15T10:42:00Z', '09:00', '17:30', 'Asia/Shanghai')",
      result: 'false',
    },
    { expression: "in_hours(TIMESTAMP '2026-03-15T10:42:00Z', '9', '17:30')", result: 'null' },
  ],
  evaluate: ([time, from, to, zone]) => {
    const at = zonedTime(time as number, zone as string | undefined)
    const clock = at.hour * 60 + at.minute
    const [first, last] = [minutesOf(from as string), minutesOf(to as string)]
    if (first === undefined || last === undefined) return null
    return first <= last ? clock >= first && clock < last : clock >= first || clock < last
  },
})
