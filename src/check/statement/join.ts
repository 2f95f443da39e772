import type { Checked } from '../checked/expression.ts'
import type { CheckedJoin, CheckedTable } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import { visit } from '../expression/visit.ts'
import type { JoinedPlace } from './from.ts'

type Found = Map<number, Checked>

const readsJoin = (e: Checked, join: number): boolean => {
  let reads = false
  visit(e, (part) => {
    if (part.kind === 'joined' && part.join >= join) reads = true
  })
  return reads
}

/** What a condition equates with a column of the table; undefined where it is no such equation. */
const equated = (
  e: Checked,
  join: number,
): { readonly column: number; readonly key: Checked } | undefined => {
  if (e.kind !== 'compare' || e.operator !== '=') return undefined
  const { left, right } = e
  if (left.kind === 'joined' && left.join === join && !readsJoin(right, join))
    return { column: left.column, key: right }
  if (right.kind === 'joined' && right.join === join && !readsJoin(left, join))
    return { column: right.column, key: left }
  return undefined
}

/** How ON must be written: `ON b.id = … AND b.region = …`, with what is already there. */
const wanted = (context: Context, { node }: JoinedPlace, table: CheckedTable, found: Found): string => {
  const { source } = node
  const name = source.alias?.text ?? source.name.text
  const equations = table.primaryKey.map((column) => {
    const key = found.get(column)
    const value = key === undefined ? '…' : context.text(key)
    return `${name}.${table.columns[column]?.name ?? ''} = ${value}`
  })
  return `write ON ${equations.join(' AND ')}`
}

/** ON of a table join: it equates each primary key column, and nothing else. */
export const checkJoin = (context: Context, joined: JoinedPlace, index: number): CheckedJoin | undefined => {
  const { node, table } = joined
  const on = context.check(node.on)
  // Without a primary key the table has its own finding.
  if (on === undefined || table === undefined || table.primaryKey.length === 0) return undefined
  if (node.within !== undefined)
    return context.report('bad-source', node.within, { message: 'WITHIN belongs to a JOIN of two streams' })
  const conditions = on.kind === 'logical' && on.operator === 'AND' ? on.operands : [on]
  const found: Found = new Map()
  for (const condition of conditions) {
    const pair = equated(condition, index)
    if (pair === undefined || !table.primaryKey.includes(pair.column))
      return context.report(
        'bad-source',
        { span: condition.span },
        {
          message: `ON equates the primary key of \`${table.name}\` and nothing else`,
          help: `${wanted(context, joined, table, found)}; other conditions go into WHERE`,
        },
      )
    if (found.has(pair.column))
      return context.report(
        'bad-source',
        { span: condition.span },
        {
          message: `ON equates \`${table.columns[pair.column]?.name ?? ''}\` twice`,
          help: 'the second condition goes into WHERE',
        },
      )
    found.set(pair.column, pair.key)
  }
  const missing = table.primaryKey.find((column) => !found.has(column))
  if (missing !== undefined)
    return context.report('bad-source', node.on, {
      message: `ON says nothing of \`${table.columns[missing]?.name ?? ''}\`, which belongs to the primary key of \`${table.name}\``,
      help: wanted(context, joined, table, found),
    })
  const keys = table.primaryKey.flatMap((column) => found.get(column) ?? [])
  return { table, kind: node.kind, keys }
}
