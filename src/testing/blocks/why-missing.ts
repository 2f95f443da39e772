import type { CheckedTest, ExpectedPlace } from '../../check/checked/test.ts'
import type { Expected } from '../../syntax/ast/index.ts'
import {
  errorText,
  isAt,
  type CapturedError,
  type CapturedRow,
  type GivenRecord,
  type TableRow,
} from './captured.ts'
import { compareRow, type Cell } from './compare.ts'
import { jsonTree, type JsonTree } from './json-tree.ts'
import { Probes } from './probes.ts'
import { stoppedBy, withheldBy } from './stopped.ts'
import type { TestCompiler } from './test-program.ts'
import type { RowComparison, Story } from './test-result.ts'

/** A row that could have been meant, set beside what was expected. */
export interface ComparedRow {
  readonly row: CapturedRow
  readonly cells: readonly Cell[]
}

/** Why a row is missing: the nearest row, or what became of the nearest record. */
export interface Explanation {
  readonly row: RowComparison | undefined
  readonly story: Story | undefined
  /** The failed record that the story tells of. */
  readonly error: CapturedError | undefined
}

const NOTHING: Explanation = { row: undefined, story: undefined, error: undefined }

const sameShare = (cells: readonly Cell[]): number =>
  cells.length === 0 ? 0 : cells.filter((cell) => cell.same).length / cells.length

/** How much of what is expected stands in the record already, by name and value. */
const likeness = (expected: Expected, record: GivenRecord): number => {
  const { payload, place } = record.step
  if (payload.form !== 'json' || expected.kind !== 'object') return 0
  const tree: JsonTree = jsonTree(Buffer.from(payload.text))
  if (tree.kind !== 'object') return 0
  const levels = place.kind === 'connection' || place.kind === 'stream' ? (place.topic?.split('/') ?? []) : []
  const hits = expected.members.filter(({ name, value }) => {
    const member = tree.members.get(name)
    if (member !== undefined) return compareRow(value, member, undefined).every((cell) => cell.same)
    return value.kind === 'value' && levels.some((level) => JSON.stringify(level) === value.text)
  })
  return expected.members.length === 0 ? 0 : hits.length / expected.members.length
}

/** Looks for the reason why an expected row did not come. */
export class MissingRow {
  private readonly test: CheckedTest
  private readonly records: readonly GivenRecord[]
  private readonly compiler: TestCompiler
  private readonly tables: readonly TableRow[]

  constructor(
    test: CheckedTest,
    compiler: TestCompiler,
    records: readonly GivenRecord[],
    tables: readonly TableRow[],
  ) {
    this.test = test
    this.records = records
    this.compiler = compiler
    this.tables = tables
  }

  explain(expected: Expected, place: ExpectedPlace, rows: readonly ComparedRow[]): Explanation {
    const nearest = rows.reduce<ComparedRow | undefined>(
      (best, one) => (best === undefined || sameShare(one.cells) > sameShare(best.cells) ? one : best),
      undefined,
    )
    const silent = this.records.filter(
      (record) => !record.rows.some((row) => isAt(row, place, this.test.rule)),
    )
    const record = silent.reduce<GivenRecord | undefined>(
      (best, one) => (best === undefined || likeness(expected, one) >= likeness(expected, best) ? one : best),
      undefined,
    )
    const isRowNearer =
      nearest !== undefined &&
      (record === undefined || likeness(expected, nearest.row.record) >= likeness(expected, record))
    if (isRowNearer) {
      const row = { span: nearest.row.record.step.span, cells: nearest.cells }
      return { ...NOTHING, row }
    }
    if (record !== undefined) return this.story(record, place)
    return this.alreadyTaken(place)
  }

  private alreadyTaken(place: ExpectedPlace): Explanation {
    const row = this.records
      .flatMap((record) => record.rows)
      .filter((one) => isAt(one, place, this.test.rule))
      .at(-1)
    if (row === undefined) return NOTHING
    const message = 'gave one row here, which an EXPECT before has taken'
    return { ...NOTHING, story: { span: row.record.step.span, message, conditions: [] } }
  }

  private story(record: GivenRecord, place: ExpectedPlace): Explanation {
    const { span } = record.step
    const tell = (message: string, conditions: Story['conditions'] = []): Explanation => ({
      ...NOTHING,
      story: { span, message, conditions },
    })
    if (record.stopped !== undefined) return tell(`was not read: the stream had stopped (${record.stopped})`)
    const [error] = record.errors
    if (error !== undefined) {
      const words = `failed in ${errorText(error)}`
      return { ...tell(words), error }
    }
    const { rule } = this.test
    const wasMade = record.rows.some((row) => row.target === rule.targets.length)
    const chain = this.compiler.chains(this.test).get(record.record.source ?? '') ?? []
    const probes = new Probes(this.compiler, record.record, this.tables)
    const stopped = wasMade ? withheldBy(probes, chain, place.targets) : stoppedBy(probes, chain)
    return stopped === undefined ? tell('gave no row') : tell(stopped.message, stopped.conditions)
  }
}
