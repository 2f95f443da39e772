import type { WorkerStatus } from './control/worker-status.ts'
import { columns } from './text-table.ts'

const KB = 1024
const SECOND = 1_000

/** A size for people, rounded up. */
export const sizeText = (bytes: number): string =>
  bytes < KB * KB ? `${String(Math.ceil(bytes / KB))} KB` : `${String(Math.ceil(bytes / KB / KB))} MB`

/** A span of time in its two largest units. */
export const spanText = (ms: number): string => {
  const seconds = Math.floor(ms / SECOND)
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first === -1) return '0 s'
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${String(count)} ${unit}`)
    .join(' ')
}

const count = (value: number | undefined): string => (value === undefined ? '-' : String(Math.round(value)))

type Counts<K extends string> = Readonly<Record<K, number>>

/** Names of outcomes to show: the usual ones, and those that have happened. */
const shown = <K extends string>(
  always: readonly K[],
  sometimes: readonly K[],
  rows: readonly Counts<K>[],
): readonly K[] => [...always, ...sometimes.filter((name) => rows.some((row) => row[name] > 0))]

const title = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const streamLines = ({ streams }: WorkerStatus): readonly string[] => {
  const names = shown(['received', 'decoded', 'invalid'], ['ahead', 'dropped', 'pending'], streams)
  return columns(
    ['stream', ...names, 'stopped by'],
    streams.map((one) => [one.stream, ...names.map((name) => count(one[name])), one.stopped ?? '']),
  )
}

const ruleLines = ({ rules }: WorkerStatus): readonly string[] => {
  const rare = ['aggregated', 'unmatched', 'deduplicated', 'held', 'late', 'dropped', 'mismatch'] as const
  const names = shown(['decoded', 'passed', 'filtered', 'failed'], [...rare, 'pending'], rules)
  return columns(
    ['rule', 'version', ...names, 'p99 ms'],
    rules.map((one) => [one.rule, one.version, ...names.map((name) => count(one[name])), count(one.p99Ms)]),
  )
}

const targetLines = ({ into, retired, rules }: WorkerStatus): readonly string[] => {
  const earlier = retired.flatMap(({ rule, targets, version }) =>
    targets.map((target) => ({ ...target, owner: `${rule} (was ${version})` })),
  )
  const targets = [
    ...rules.flatMap((rule) => rule.targets.map((target) => ({ ...target, owner: rule.rule }))),
    // Of versions that do not run any more, as long as rows of theirs wait.
    ...earlier.filter(({ pending }) => pending > 0),
    ...into.map((target) => ({ ...target, owner: '(policy)' })),
  ]
  const rare = ['skipped', 'deadLettered', 'dropped', 'withdrawn'] as const
  const names = shown(['made', 'delivered', 'pending'], rare, targets)
  return columns(
    ['rows of', 'into', ...names.map(title)],
    targets.map((one) => [one.owner, one.connection, ...names.map((name) => count(one[name]))]),
  )
}

const partText = ({ isFull, quotaBytes, waitingBytes }: WorkerStatus['lanes'][number]): string =>
  `${String(Math.round((waitingBytes / quotaBytes) * 100))} %${isFull ? ' FULL' : ''}`

const laneLines = ({ lanes }: WorkerStatus): readonly string[] =>
  columns(
    ['lane', 'state', 'rows', 'bytes', 'waiting', 'of quota', 'pinned', 'reason'],
    lanes.map((lane) => [
      lane.name,
      lane.state,
      String(lane.rows),
      sizeText(lane.bytes),
      lane.quotaBytes === 0 ? '-' : sizeText(lane.waitingBytes),
      lane.quotaBytes === 0 ? '-' : partText(lane),
      sizeText(lane.pinnedBytes),
      lane.reason ?? '',
    ]),
  )

const restLines = (status: WorkerStatus): readonly string[] => {
  const { alarms, broken, deadLetters, journal } = status
  const words =
    journal === undefined
      ? 'journal: none, since no stream has DURABILITY local'
      : `journal: ${sizeText(journal.bytes)} in ${String(journal.segments)} segments, ${String(journal.frames)} frames${journal.diskFull ? ', DISK FULL' : ''}${journal.failure === undefined ? '' : `, FAILED: ${journal.failure}`}`
  const target = deadLetters.reason === undefined ? '' : `, their target fails: ${deadLetters.reason}`
  return [
    words,
    `dead letters: ${String(deadLetters.written)} written, ${String(deadLetters.waiting)} waiting${target}`,
    ...(alarms.length === 0 ? ['alarms: none'] : ['alarms:']),
    ...alarms.map(({ message, name, times }) => `  ${name} (${String(times)}): ${message}`),
    ...(broken === undefined ? [] : [`BROKEN LEDGER, please report it: ${broken}`]),
  ]
}

/** What a worker is doing, for a person. */
export const statusText = (status: WorkerStatus): readonly string[] => {
  const { connections, pid, tables, uptimeMs, version } = status
  const sections = [
    [`sluice ${version}, process ${String(pid)}, up ${spanText(uptimeMs)}, state in ${status.stateFolder}`],
    columns(
      ['connection', 'use', 'state', 'reason'],
      connections.map(({ name, reason, state, use }) => [name, use, state, reason ?? '']),
    ),
    ...(tables.length === 0
      ? []
      : [
          columns(
            ['table', 'state', 'rows', 'age', 'reason'],
            tables.map(({ ageMs, name, reason, rows, state }) => [
              name,
              state,
              String(rows),
              ageMs === undefined ? '-' : spanText(ageMs),
              reason ?? '',
            ]),
          ),
        ]),
    streamLines(status),
    ruleLines(status),
    targetLines(status),
    laneLines(status),
    restLines(status),
  ]
  return sections.flatMap((lines, k) => (k === 0 ? lines : ['', ...lines]))
}
