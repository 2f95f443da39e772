import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'

export type Labels = Readonly<Record<string, string>>
export type Sample = readonly [labels: Labels, value: number]

/** A metric, read from one snapshot; samples with the same labels are added up. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  readonly labels: readonly string[]
  read(now: EngineSnapshot): readonly Sample[]
}

const counter = (name: string, help: string, labels: readonly string[], read: Family['read']): Family => ({
  name,
  help,
  kind: 'counter',
  labels,
  read,
})

const gauge = (name: string, help: string, labels: readonly string[], read: Family['read']): Family => ({
  name,
  help,
  kind: 'gauge',
  labels,
  read,
})

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** One sample for each outcome. */
const outcomes = <K extends string>(
  names: readonly K[],
  counts: Readonly<Record<K, number>>,
  labels: Labels,
): readonly Sample[] => names.map((name) => [{ ...labels, outcome: snake(name) }, counts[name]])

const streamOutcomes = ['decoded', 'invalid', 'ahead'] as const
const ruleOutcomes = [
  'passed',
  'aggregated',
  'filtered',
  'unmatched',
  'deduplicated',
  'held',
  'late',
  'failed',
] as const
const rowOutcomes = ['delivered', 'skipped', 'deadLettered', 'dropped', 'withdrawn'] as const

/** Rules with their earlier versions in this run, so that a reload does not take counters back. */
const versionsOf = ({ retired, rules }: EngineSnapshot) => [...rules, ...retired]

/** Every target with the rule that its rows come from; those of policies belong to none. */
const targetsOf = (now: EngineSnapshot) => [
  ...versionsOf(now).flatMap(({ rule, targets }) =>
    targets.map((rows) => ({ rows, labels: { rule, connection: rows.connection } })),
  ),
  ...now.into.map((rows) => ({ rows, labels: { rule: '', connection: rows.connection } })),
]

const ledgers: readonly Family[] = [
  counter('sluice_stream_received_total', 'Records that a stream has taken in.', ['stream'], ({ streams }) =>
    streams.map(({ received, stream }) => [{ stream }, received]),
  ),
  counter(
    'sluice_stream_records_total',
    'Records of a stream by their outcome; received less these are pending.',
    ['stream', 'outcome'],
    ({ streams }) => streams.flatMap((one) => outcomes(streamOutcomes, one, { stream: one.stream })),
  ),
  gauge('sluice_stream_pending', 'Records that wait in a stopped stream.', ['stream'], ({ streams }) =>
    streams.map(({ pending, stream }) => [{ stream }, pending]),
  ),
  gauge('sluice_stream_stopped', '1 where ON INVALID or ON ERROR STOP has stopped it.', ['stream'], (now) =>
    now.streams.map(({ stopped, stream }) => [{ stream }, stopped === undefined ? 0 : 1]),
  ),
  counter(
    'sluice_rule_records_total',
    'Decoded records by what a rule made of them, over its versions.',
    ['rule', 'outcome'],
    (now) => versionsOf(now).flatMap((one) => outcomes(ruleOutcomes, one, { rule: one.rule })),
  ),
  counter(
    'sluice_rule_mismatches_total',
    'Comparisons of values whose kinds do not fit; not an outcome.',
    ['rule'],
    (now) => versionsOf(now).map(({ mismatch, rule }) => [{ rule }, mismatch]),
  ),
  gauge(
    'sluice_rule_latency_seconds',
    "From a record's arrival to the confirmation of a row that it caused.",
    ['rule', 'quantile'],
    ({ rules }) =>
      rules.flatMap(({ p50Ms, p99Ms, rule }): readonly Sample[] => [
        ...(p50Ms === undefined ? [] : [[{ rule, quantile: '0.5' }, p50Ms / 1_000] as const]),
        ...(p99Ms === undefined ? [] : [[{ rule, quantile: '0.99' }, p99Ms / 1_000] as const]),
      ]),
  ),
  counter('sluice_rows_made_total', 'Rows that a rule made.', ['rule', 'connection'], (now) =>
    targetsOf(now).map(({ labels, rows }) => [labels, rows.made]),
  ),
  counter(
    'sluice_rows_total',
    'Rows by their outcome; made less these are pending.',
    ['rule', 'connection', 'outcome'],
    (now) => targetsOf(now).flatMap(({ labels, rows }) => outcomes(rowOutcomes, rows, labels)),
  ),
  gauge('sluice_rows_pending', 'Rows without an outcome yet.', ['rule', 'connection'], (now) =>
    targetsOf(now).map(({ labels, rows }) => [labels, rows.pending]),
  ),
  gauge('sluice_ledger_broken', '1 where the equation of a ledger does not hold: report it.', [], (now) => [
    [{}, now.broken === undefined ? 0 : 1],
  ]),
]

const servers: readonly Family[] = [
  gauge(
    'sluice_connection_open',
    '1 where a connection is open in this use.',
    ['connection', 'use'],
    ({ connections }) =>
      connections.map(({ name, state, use }) => [{ connection: name, use }, state === 'open' ? 1 : 0]),
  ),
  gauge('sluice_source_in_flight_records', 'Records read and not acknowledged.', ['connection'], (now) =>
    now.sources.map((one) => [{ connection: one.name }, one.inFlightRecords]),
  ),
  gauge('sluice_source_in_flight_bytes', 'Their bytes.', ['connection'], ({ sources }) =>
    sources.map((one) => [{ connection: one.name }, one.inFlightBytes]),
  ),
  counter('sluice_source_unrouted_total', 'Records that no stream wanted.', ['connection'], ({ sources }) =>
    sources.map((one) => [{ connection: one.name }, one.unrouted]),
  ),
  gauge('sluice_lanes', 'Lanes by what they are doing.', ['connection', 'state'], ({ lanes }) =>
    lanes.map(({ connection, state }) => [{ connection, state }, 1]),
  ),
  gauge('sluice_lane_rows', 'Rows that wait in memory.', ['connection'], ({ lanes }) =>
    lanes.map(({ connection, rows }) => [{ connection }, rows]),
  ),
  gauge('sluice_lane_bytes', 'Their bytes.', ['connection'], ({ lanes }) =>
    lanes.map(({ bytes, connection }) => [{ connection }, bytes]),
  ),
  gauge('sluice_lane_pinned_bytes', 'Bytes of the journal that lanes still need.', ['connection'], (now) =>
    now.lanes.map(({ connection, pinnedBytes }) => [{ connection }, pinnedBytes]),
  ),
  gauge('sluice_lane_waiting_rows', 'Rows that wait in the journal and in memory.', ['connection'], (now) =>
    now.lanes.map(({ connection, waitingRows }) => [{ connection }, waitingRows]),
  ),
  gauge('sluice_lane_waiting_bytes', 'What they count for in their quota.', ['connection'], (now) =>
    now.lanes.map(({ connection, waitingBytes }) => [{ connection }, waitingBytes]),
  ),
  gauge('sluice_lane_quota_bytes', 'The quota of all lanes of a connection.', ['connection'], (now) =>
    now.lanes.map(({ connection, quotaBytes }) => [{ connection }, quotaBytes]),
  ),
  gauge('sluice_lanes_full', 'Lanes whose rows have reached their quota.', ['connection'], ({ lanes }) =>
    lanes.map(({ connection, isFull }) => [{ connection }, isFull ? 1 : 0]),
  ),
  gauge('sluice_table_rows', 'Rows of a table in memory.', ['table'], ({ tables }) =>
    tables.map(({ name, rows }) => [{ table: name }, rows]),
  ),
  gauge('sluice_table_age_seconds', 'Since the contents of a table were complete.', ['table'], (now) =>
    now.tables.flatMap(({ ageMs, name }): readonly Sample[] =>
      ageMs === undefined ? [] : [[{ table: name }, ageMs / 1_000]],
    ),
  ),
]

const journal = (
  name: string,
  help: string,
  kind: Family['kind'],
  value: (one: NonNullable<EngineSnapshot['journal']>) => number,
): Family => ({
  name,
  help,
  kind,
  labels: [],
  read: (now) => (now.journal === undefined ? [] : [[{}, value(now.journal)]]),
})

const rest: readonly Family[] = [
  journal('sluice_journal_bytes', 'Disk that the segments use.', 'gauge', ({ bytes }) => bytes),
  journal('sluice_journal_segments', 'Segments of the journal.', 'gauge', ({ segments }) => segments),
  journal('sluice_journal_frames', 'Frames that are kept.', 'gauge', ({ frames }) => frames),
  journal('sluice_journal_syncs_total', 'Groups that were synced.', 'counter', ({ groups }) => groups),
  journal('sluice_journal_disk_full', '1 while the disk is full.', 'gauge', (one) => (one.diskFull ? 1 : 0)),
  journal('sluice_journal_failed', '1 where it cannot be written any more.', 'gauge', ({ failure }) =>
    failure === undefined ? 0 : 1,
  ),
  counter('sluice_dead_letters_total', 'Dead letters that were written.', [], ({ deadLetters }) => [
    [{}, deadLetters.written],
  ]),
  gauge('sluice_dead_letters_waiting', 'Dead letters that wait for their target.', [], (now) => [
    [{}, now.deadLetters.waiting],
  ]),
  counter('sluice_alarms_total', 'Alarms by their name.', ['alarm'], ({ alarms }) =>
    alarms.map(({ name, times }) => [{ alarm: name }, times]),
  ),
]

/** All that is measured. */
export const families: readonly Family[] = [...ledgers, ...servers, ...rest]
