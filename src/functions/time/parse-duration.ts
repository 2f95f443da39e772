import { defineFunction } from '../../catalog/function.ts'
import { maybe } from '../../types/type.ts'

/** The duration that an ISO 8601 text says; NULL where it says none. */
export const parseDurationFunction = defineFunction({
  name: 'parse_duration',
  group: 'time',
  parameters: [
    {
      name: 'text',
      kinds: ['STRING'],
      prose: 'ISO 8601 text such as PT1H30M; years and months have no fixed length and are refused',
    },
  ],
  result: () => maybe('DURATION'),
  nulls: 'propagate',
  determinism: 'pure',
  flink: 'none',
  prose: 'The duration that an ISO 8601 text says; NULL where it says none.',
  examples: [
    { expression: "parse_duration('PT1H30M')", result: '"PT1H30M"' },
    { expression: "parse_duration('P2DT0.5S')", result: '"P2DT0.5S"' },
    { expression: "parse_duration('-P1W')", result: '"-P7D"' },
    { expression: "parse_duration('P1M')", result: 'null' },
  ],
  evaluate: ([text]) => {
    const match =
      /^([-+]?)P(?!$)(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/.exec(
        text as string,
      )
    if (match === null) return null
    const [, sign, ...counts] = match
    const units = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000]
    const ms = Math.round(units.reduce((sum, unit, k) => sum + unit * Number(counts[k] ?? 0), 0))
    return (sign === '-' ? -ms : ms) + 0
  },
})
