import type {
  CheckedPolicy,
  CheckedRule,
  CheckedStream,
  CheckedTable,
  CheckedTarget,
} from '../check/checked/project.ts'
import { durabilityOf } from '../plan/durability.ts'
import { outputColumns } from '../plan/plan-rule.ts'
import { tableRequest } from '../check/checked/table-request.ts'
import type { TargetShape } from '../stream/output.ts'
import { keyTypes } from './look-up.ts'
import type { Policy, RuleShape, StreamShape, TableShape } from './program.ts'
import type { RowDecoder } from './table-decoder.ts'

/** What a connector is called where no sluice.yaml says what a connection is. */
const UNKNOWN = 'unknown'

const targetShape = (
  rule: CheckedRule,
  version: string,
  target: CheckedTarget,
  index: number,
): TargetShape => ({
  rule: rule.name,
  version,
  index,
  connection: target.connection,
  connector: target.connector?.name ?? UNKNOWN,
  columns: outputColumns(rule.items),
  constants: target.constants,
  ...(target.value === undefined ? {} : { valueType: target.value.type }),
  perRow: target.perRow.map((option) => option.name),
})

/** Where dead letters of a policy INTO go: a target without columns of its own. */
const policyShape = (owner: string, policy: CheckedPolicy): Policy => {
  if (policy.kind !== 'into') return policy
  const { target } = policy
  return {
    kind: 'into',
    target: {
      rule: owner,
      version: '',
      index: -1,
      connection: target.connection,
      connector: target.connector?.name ?? UNKNOWN,
      columns: [],
      constants: target.constants,
      perRow: [],
    },
  }
}

/** The shape of one target of a rule. */
export const targetShapeOf = (rule: CheckedRule, version: string, index: number): TargetShape => {
  const target = rule.targets[index]
  if (target === undefined) throw new Error(`rule ${rule.name} has no target ${String(index)}`)
  return targetShape(rule, version, target, index)
}

export const ruleShape = (rule: CheckedRule, version: string): RuleShape => ({
  name: rule.name,
  version,
  targets: rule.targets.map((target, index) => targetShape(rule, version, target, index)),
  onError: policyShape(rule.name, rule.onError),
})

export const streamShape = (stream: CheckedStream): StreamShape => ({
  name: stream.name,
  connection: stream.connection,
  connector: stream.connector?.name ?? UNKNOWN,
  topics: stream.topics,
  options: stream.options,
  onInvalid: policyShape(stream.name, stream.onInvalid),
  durability: durabilityOf(stream),
  ...(stream.onAhead === undefined ? {} : { onAhead: policyShape(stream.name, stream.onAhead) }),
})

export const tableShape = (table: CheckedTable, decode: RowDecoder): TableShape => ({
  ...tableRequest(table),
  connection: table.connection,
  connector: table.connector?.name ?? UNKNOWN,
  keyTypes: keyTypes(table),
  decode,
  refreshMs: table.refreshMs,
  maxAgeMs: table.maxAgeMs,
  waitMs: table.waitMs,
})
