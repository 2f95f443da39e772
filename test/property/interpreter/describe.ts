import type { CheckedRule, CheckedTarget } from '../../../src/check/checked/project.ts'
import type { PassResult } from '../../../src/codegen/program.ts'
import { base64Text } from '../../../src/types/base64.ts'
import { Decimal } from '../../../src/types/decimal.ts'
import { RecordError } from '../../../src/types/record-error.ts'
import type { Value } from '../../../src/types/value.ts'
import type { Outcome } from './interpret.ts'
import { readPayload } from './json.ts'
import type { InterpretedRow } from './rows.ts'
import { isArray, isNull } from './values.ts'

/** A number by its value, whatever its text: 1.50 is 1.5. DOUBLE columns may keep more digits than they have. */
const numberText = (value: number | bigint | Decimal, double: boolean): string => {
  if (double) return String(value instanceof Decimal ? value.toNumber() + 0 : Number(value) + 0)
  const text =
    value instanceof Decimal ? value.toString() : String(typeof value === 'number' ? value + 0 : value)
  if (text.includes('e')) return String(Number(text))
  const plain = text.includes('.') ? text.replace(/\.?0+$/, '') : text
  return plain === '-0' ? '0' : plain
}

/** A value as text that is the same for equal values alone; the order of members counts. */
const plain = (value: Value, double = false): string => {
  if (isNull(value)) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal)
    return numberText(value, double)
  if (value instanceof Uint8Array) return `bytes ${base64Text(value)}`
  if (isArray(value)) return `[${value.map((one) => plain(one, double)).join()}]`
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}:${plain(one, double)}`)
    .join()}}`
}

const rowValue = (bytes: Uint8Array, rule: CheckedRule): string => {
  const doubles = rule.items.flatMap((item) =>
    item.kind === 'value' && item.expression.type.kind === 'DOUBLE' ? [item.name] : [],
  )
  const value = readPayload(bytes, Infinity).value as Readonly<Record<string, Value>>
  return Object.entries(value)
    .map(([name, one]) => `${name}=${plain(one, doubles.includes(name))}`)
    .join(' ')
}

const message = (bytes: Uint8Array, rule: CheckedRule, target: CheckedTarget): string => {
  if (target.value === undefined) return rowValue(bytes, rule)
  const { kind } = target.value.type
  try {
    return kind === 'STRING'
      ? JSON.stringify(Buffer.from(bytes).toString())
      : plain(readPayload(bytes, Infinity).value, true)
  } catch (error) {
    if (error instanceof RecordError) return Buffer.from(bytes).toString('base64')
    throw error
  }
}

const isColumns = (target: CheckedTarget): boolean => target.connector?.sink?.accepts === 'columns'

const interpretedRow = (row: InterpretedRow, rule: CheckedRule, target: CheckedTarget): string => {
  const value = isColumns(target)
    ? [...row.columns.values()].map((one) => plain(one)).join(' ')
    : message(Buffer.from(row.value ?? ''), rule, target)
  return `${value} options ${row.options.map((one) => plain(one)).join(' ')}`
}

export const describeInterpreted = (outcome: Outcome, rule: CheckedRule): string => {
  if (outcome.kind === 'filtered') return ''
  if (outcome.kind !== 'passed') return `${outcome.kind} ${outcome.slug}`
  return rule.targets
    .map((target, t) => {
      const rows = outcome.rows.flatMap((row) => row[t] ?? [])
      return rows.map((row) => `target ${String(t)}: ${interpretedRow(row, rule, target)}`).join('\n')
    })
    .filter((text) => text !== '')
    .join('\n')
}

/** What the pass made of one record in one rule. */
export const describeGenerated = (
  result: PassResult,
  place: number,
  record: number,
  rule: CheckedRule,
): string => {
  const failure = result.failures.find(
    (one) => one.record === record && (one.rule === place || one.rule === -1),
  )
  const lines = rule.targets.flatMap((target, t) => {
    const chunk = result.chunks.find((one) => one.target.rule === rule.name && one.target.index === t)
    if (chunk === undefined) return []
    return Array.from(chunk.seq.subarray(0, chunk.count)).flatMap((seq, row) => {
      if (seq !== record) return []
      const value = isColumns(target)
        ? chunk.columns.map((column) => plain(column[row])).join(' ')
        : message(chunk.bytes.subarray(chunk.start[row], chunk.end[row]), rule, target)
      return [
        `target ${String(t)}: ${value} options ${chunk.options.map((one) => plain(one[row])).join(' ')}`,
      ]
    })
  })
  const failed =
    failure === undefined ? [] : [`${failure.rule === -1 ? 'invalid' : 'failed'} ${failure.slug}`]
  return [...failed, ...lines].join('\n')
}
