import type { Column, Expression } from '../../syntax/ast/index.ts'
import { Decimal } from '../../types/decimal.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import { zoneProblem } from '../../types/zone.ts'
import type { Checked, Read } from '../checked/expression.ts'
import type { CheckedColumn } from '../checked/project.ts'
import { adapt } from '../expression/adapt.ts'
import type { Context } from '../expression/context.ts'
import { resolveType } from '../expression/conversion.ts'
import { fold } from '../expression/fold.ts'
import { timestampText } from '../expression/literal.ts'
import { ANY, fits } from '../typing/kinds.ts'
import { show } from '../typing/show.ts'

/** How a TIMESTAMP is written, where it is not RFC 3339. */
const formatOf = (context: Context, column: Column): Read['format'] => {
  const { epochUnitMs, format, zone } = column.type
  const problem = zone && zoneProblem(zone.value)
  if (zone !== undefined && problem !== undefined)
    return context.report('bad-literal', zone, { message: problem })
  if (epochUnitMs !== undefined) return { kind: 'epoch', unitMs: epochUnitMs }
  return format === undefined
    ? undefined
    : { kind: 'pattern', pattern: format.value, zone: zone?.value ?? 'UTC' }
}

/** What a column reads from: FROM, else the payload's member of its name. */
const readOf = (context: Context, column: Column, type: Type): Checked | undefined => {
  const { span } = column.name
  const source = column.from
    ? context.check(column.from)
    : ({ kind: 'payload', path: [column.name.text], type: ANY, span } as const)
  if (source === undefined) return undefined
  const format = formatOf(context, column)
  if (format !== undefined && type.kind !== 'TIMESTAMP')
    return context.report('wrong-type', column.type, {
      message: `EPOCH and FORMAT belong to TIMESTAMP, not ${show(type)}`,
    })
  const nullable = { ...type, nullable: true }
  if (source.type.kind === 'ANY' && type.kind === 'ANY') return source
  if (source.type.kind === 'ANY' || format !== undefined)
    return {
      kind: 'read',
      operand: source,
      type: nullable,
      span: source.span,
      ...(format === undefined ? {} : { format }),
    }
  if (source.type.kind === type.kind || fits(source.type, [type.kind])) return adapt(source, nullable)
  const text = column.from === undefined ? '' : context.text(column.from)
  return context.report('wrong-type', column.from ?? column.name, {
    message: `column \`${column.name.text}\` is ${show(type)}, and \`${text}\` is ${show(source.type)}`,
    help: `convert it: TRY_CAST(${text} AS ${show(type)})`,
  })
}

/** A DEFAULT as a value of the column's type. */
const defaultOf = (context: Context, node: Expression, type: Type): { readonly value: Value } | undefined => {
  const checked = context.check(node)
  if (checked === undefined) return undefined
  const isTime = checked.kind === 'literal' && typeof checked.value === 'string' && type.kind === 'TIMESTAMP'
  const fitting = isTime ? timestampText(context, String(checked.value), node) : checked
  if (fitting === undefined) return undefined
  if (type.kind !== 'ANY' && !fits(fitting.type, [type.kind]))
    return context.report('wrong-type', node, {
      message: `DEFAULT is ${show(fitting.type)}, and the column ${show(type)}`,
    })
  const folded = fold(context, adapt(fitting, type))
  if (folded.kind !== 'value')
    return context.report('not-constant', node, { message: 'DEFAULT needs a constant' })
  const { value } = folded
  const { precision, scale = 0 } = type
  if (precision !== undefined && value instanceof Decimal && !value.fits(precision, scale))
    return context.report('wrong-type', node, {
      message: `DEFAULT is ${value.toString()}, and the column ${show(type)}`,
    })
  return { value }
}

/** A declared column; `context` sees the payload and the message. */
export const checkColumn = (context: Context, column: Column): CheckedColumn | undefined => {
  const type = resolveType(context, column.type)
  if (type === undefined) return undefined
  const read = readOf(context, column, type)
  const fallback = column.default && defaultOf(context, column.default, type)
  if (read === undefined || (column.default !== undefined && fallback === undefined)) return undefined
  if (column.default !== undefined && column.notNull && fallback?.value === null)
    context.report('wrong-type', column.default, {
      message: `column \`${column.name.text}\` is NOT NULL, and its DEFAULT is NULL`,
      help: 'take the DEFAULT or NOT NULL away',
    })
  const hasDefault = fallback !== undefined && fallback.value !== null
  const isNeverNull = column.notNull || column.primaryKey || hasDefault
  return {
    name: column.name.text,
    type: { ...type, nullable: !isNeverNull },
    read,
    notNull: column.notNull || column.primaryKey,
    personal: column.doc?.tags.some((tag) => tag.name === 'personal') ?? false,
    span: column.name.span,
    ...(hasDefault ? { default: fallback.value } : {}),
  }
}

/** All columns of a list; names of broken ones are given apart, so that their uses stay silent. */
export const checkColumns = (
  context: Context,
  columns: readonly Column[],
): { readonly columns: readonly CheckedColumn[]; readonly broken: ReadonlySet<string> } => {
  const checked: CheckedColumn[] = []
  const broken = new Set<string>()
  const seen = new Set<string>()
  for (const column of columns) {
    const { name } = column
    if (seen.has(name.text)) {
      context.report('duplicate-name', name, { message: `column \`${name.text}\` is declared twice` })
      continue
    }
    seen.add(name.text)
    const one = checkColumn(context, column)
    if (one === undefined) broken.add(name.text)
    else checked.push(one)
  }
  return { columns: checked, broken }
}
