import type { CheckedRule } from '../../check/checked/project.ts'
import type { CheckedGiven, ExpectedPlace } from '../../check/checked/test.ts'
import type { Failure } from '../../codegen/program.ts'
import type { StreamOutcome } from '../../runtime/replay/record-replay.ts'
import { rowValue } from '../../runtime/replay/replay-output.ts'
import type { ReplayRecord } from '../../runtime/replay/replay-line.ts'
import type { OutputChunk } from '../../stream/output.ts'
import type { Value } from '../../types/value.ts'
import { jsonTree, type JsonTree } from './json-tree.ts'

/** A row that a test's rule made, or that a policy made of a failed record. */
export interface CapturedRow {
  readonly record: GivenRecord
  /** Index of the rule's target; as many as it has targets: the rule's own row; -1: the row of a policy. */
  readonly target: number
  readonly connection: string
  readonly options: Readonly<Record<string, Value>>
  readonly value: JsonTree
  /** Has an EXPECT taken it? */
  taken: boolean
}

/** A record that failed. */
export interface CapturedError {
  readonly record: GivenRecord
  readonly failure: Failure
  /** The stream or rule that it failed in. */
  readonly owner: string
  readonly policy: 'dead-letter' | 'drop' | 'stop' | 'into'
  readonly row: CapturedRow | undefined
  taken: boolean
}

/** Did a row come to this place? */
export const isAt = (row: CapturedRow, place: ExpectedPlace, rule: CheckedRule): boolean => {
  if (place.ownRow) return row.target === rule.targets.length
  return place.targets.includes(row.target) || (row.target === -1 && row.connection === place.policies)
}

const policyWords: Record<CapturedError['policy'], string> = {
  'dead-letter': 'it is a dead letter',
  drop: 'it was dropped',
  stop: 'the stream has stopped',
  into: 'it went INTO what the policy says',
}

/** Where a record failed, with what, and what became of it. */
export const errorText = ({ failure, owner, policy }: CapturedError): string => {
  const { message, path, slug } = failure
  return `${owner} with ${slug}${path === undefined ? '' : ` in ${path}`}: ${message}; ${policyWords[policy]}`
}

/** A record of a test and what came of it. */
export interface GivenRecord {
  readonly step: CheckedGiven
  readonly record: ReplayRecord
  readonly rows: CapturedRow[]
  readonly errors: CapturedError[]
  /** Why the stream had stopped before this record. */
  stopped: string | undefined
}

/** A row that a test gave to a table. */
export interface TableRow {
  readonly table: string
  readonly row: Value
}

const optionsOf = (chunk: OutputChunk, row: number): Readonly<Record<string, Value>> => ({
  ...chunk.target.constants,
  ...Object.fromEntries(chunk.target.perRow.map((name, k) => [name, chunk.options[k]?.[row]])),
})

const rowsOf = (record: GivenRecord, chunk: OutputChunk): CapturedRow[] =>
  Array.from({ length: chunk.count }, (_, row) => ({
    record,
    target: chunk.target.index,
    connection: chunk.target.connection,
    options: optionsOf(chunk, row),
    value: jsonTree(Buffer.from(rowValue(chunk, row))),
    taken: false,
  }))

/** Notes what came of a record in one stream. */
export const capture = (into: GivenRecord, { program, stopped, outcomes }: StreamOutcome): void => {
  if (stopped !== undefined && outcomes.length === 0) into.stopped = stopped
  for (const outcome of outcomes) {
    if (outcome.kind === 'rows') {
      into.rows.push(...rowsOf(into, outcome.chunk))
      continue
    }
    const { chunk, failure, policy, rule } = outcome
    const [row] = chunk === undefined ? [] : rowsOf(into, chunk)
    if (row !== undefined) into.rows.push(row)
    const owner = rule === -1 ? `stream ${program.stream.name}` : `rule ${program.rules[rule]?.name ?? ''}`
    into.errors.push({ record: into, failure, owner, policy, row, taken: false })
  }
}
