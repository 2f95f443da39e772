import type { Checked } from '../../check/checked/expression.ts'
import type { CheckedItem, CheckedRule, CheckedTarget } from '../../check/checked/project.ts'
import { visit } from '../../check/expression/visit.ts'
import type { Failure } from '../../codegen/program.ts'
import { RecordReplay } from '../../runtime/replay/record-replay.ts'
import { rowValue } from '../../runtime/replay/replay-output.ts'
import type { ReplayRecord } from '../../runtime/replay/replay-line.ts'
import type { TableRow } from './captured.ts'
import { jsonTree, type JsonTree } from './json-tree.ts'
import type { TestCompiler } from './test-program.ts'

const ANY = { kind: 'ANY', nullable: true } as const

/** What expressions gave for a record: as many rows as the rule makes of it, each with the values in order. */
export interface Answer {
  readonly rows: readonly (readonly JsonTree[])[]
  readonly failure: Failure | undefined
}

/** Expressions to evaluate in the place of a rule's row. What fails among `others` is NULL. */
export interface Probe {
  readonly rule: CheckedRule
  readonly expression: Checked
  readonly others: readonly Checked[]
}

const targetOf = ({ rule, expression, others }: Probe): CheckedTarget => {
  const asAny = (operand: Checked): Checked => ({
    kind: 'convert',
    mode: 'any',
    operand,
    type: ANY,
    span: operand.span,
  })
  const elements = [
    asAny(expression),
    ...others.map((other): Checked => ({ kind: 'try', operand: asAny(other), type: ANY, span: other.span })),
  ]
  const { span } = expression
  const value: Checked = { kind: 'array', elements, type: { kind: 'ARRAY', nullable: false }, span }
  return { connection: '<probe>', span: rule.span, constants: {}, perRow: [], omitNulls: false, value }
}

/** The items that expressions read by their names, also through each other. */
const itemsRead = (rule: CheckedRule, expressions: readonly Checked[]): ReadonlySet<number> => {
  const found = new Set<number>()
  const enter = (e: Checked): void => {
    if (e.kind !== 'alias' || found.has(e.index)) return
    found.add(e.index)
    const item = rule.items[e.index]
    if (item !== undefined) visit(item.expression, enter)
  }
  for (const expression of expressions) visit(expression, enter)
  return found
}

/** The rule with only the items that are read: any other could fail the record for a reason of its own. */
const withItemsOf = (probe: Probe): CheckedRule => {
  const { rule, expression, others } = probe
  const { foreach, items, joins, where } = rule
  const conditions = [where, foreach?.array, foreach?.incase].filter((one) => one !== undefined)
  const read = itemsRead(rule, [expression, ...others, ...conditions, ...joins.flatMap((join) => join.keys)])
  const kept = items.map((item, k): CheckedItem => {
    if (read.has(k)) return item
    const { span } = item.expression
    const nothing: Checked = { kind: 'literal', value: null, type: { kind: 'NULL', nullable: true }, span }
    const name = `unread ${String(k)}`
    return { kind: 'value', name, path: [name], expression: nothing, personal: false }
  })
  return { ...rule, items: kept }
}

/** Evaluates expressions for one record of a test, by the same generated code as the rules. */
export class Probes {
  private readonly compiler: TestCompiler
  private readonly record: ReplayRecord
  private readonly tables: readonly TableRow[]

  constructor(compiler: TestCompiler, record: ReplayRecord, tables: readonly TableRow[]) {
    this.compiler = compiler
    this.record = record
    this.tables = tables
  }

  /**
   * Each probe is a rule of its own behind the same ones, so that one that fails keeps no other from its answer.
   */
  answers(before: readonly CheckedRule[], probes: readonly Probe[]): readonly Answer[] {
    const upstream = before.at(-1)
    const rules = probes.map((probe, k): CheckedRule => {
      const from = upstream === undefined ? probe.rule.from : ({ kind: 'rule', rule: upstream } as const)
      return { ...withItemsOf(probe), name: `probe ${String(k)}`, from, targets: [targetOf(probe)] }
    })
    const replay = new RecordReplay(this.compiler.compile([...before, ...rules]), {
      catalog: this.compiler.surroundings.catalog,
      report: () => undefined,
    })
    for (const { table, row } of this.tables) replay.tables.put(table, row)
    const outcomes = replay.record(this.record).flatMap((stream) => stream.outcomes)
    return probes.map((_, k): Answer => {
      const mine = outcomes.filter((outcome) => outcome.rule === k)
      const failure = mine.find((outcome) => outcome.kind === 'failure')
      const rows = mine.flatMap((outcome) => {
        const chunk = outcome.kind === 'rows' ? outcome.chunk : undefined
        return Array.from({ length: chunk?.count ?? 0 }, (_row, row) =>
          chunk === undefined ? [] : valuesOf(Buffer.from(rowValue(chunk, row))),
        )
      })
      return { rows, failure: failure?.failure }
    })
  }
}

const valuesOf = (bytes: Uint8Array): readonly JsonTree[] => {
  const tree = jsonTree(bytes)
  return tree.kind === 'array' ? tree.elements : []
}
