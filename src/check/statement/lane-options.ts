import type { OptionSpec } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'
import { declaredOption, type GivenOption } from './option.ts'

const RATE_MAX = 1_000_000

const rateProblem = (value: Value): string | undefined =>
  typeof value === 'number' && value > 0 && value <= RATE_MAX
    ? undefined
    : 'expected above 0, at most 1,000,000'

/** Options of the lane that rows take to any connection; the connector does not see them. */
export const laneOptions: readonly OptionSpec[] = [
  {
    name: 'rate_limit',
    prose: 'Rows a second at most. Targets of one connection with the same limit share it.',
    per: 'constant',
    kinds: ['INTEGER', 'DOUBLE'],
    check: rateProblem,
  },
  {
    name: 'on_reject',
    prose:
      "`'drop'` throws away, and counts, rows that the server refuses for good; they become dead letters unless said.",
    per: 'constant',
    kinds: ['STRING'],
    values: ['dead letter', 'drop'],
  },
  {
    name: 'on_full',
    prose:
      "What becomes of new rows while those that wait in the journal for the server are at their quota (`state.backlog_bytes_max`): the source waits unless said; with `'dead letter'` or `'drop'` it does not.",
    per: 'constant',
    kinds: ['STRING'],
    values: ['block', 'dead letter', 'drop'],
  },
]

/** The lane's options with their values, and what is left for the connector. */
export const takeLaneOptions = (
  options: ReadonlyMap<string, GivenOption>,
): { readonly rest: ReadonlyMap<string, GivenOption>; readonly lane: Readonly<Record<string, Value>> } => {
  const rest = new Map(options)
  const lane: Record<string, Value> = {}
  for (const spec of laneOptions) {
    const one = rest.get(spec.name)
    if (one === undefined) continue
    rest.delete(spec.name)
    const value = declaredOption(one, spec)
    if (value?.kind === 'constant') lane[spec.name] = value.value
  }
  return { rest, lane }
}
