import type { WindowEntry } from '../../catalog/window.ts'
import type { Call, Query } from '../../syntax/ast/index.ts'
import type { Type } from '../../types/type.ts'
import type { Value } from '../../types/value.ts'
import type { Checked } from '../checked/expression.ts'
import { bind, checkArguments } from '../expression/arguments.ts'
import type { Context } from '../expression/context.ts'
import { madePlace } from '../names/made-place.ts'
import type { Place } from '../names/place.ts'
import { durationMs } from './duration.ts'

const TIME: Type = { kind: 'TIMESTAMP', nullable: false }

/** The keys of GROUP BY without its window. */
export interface Grouping {
  readonly keys: readonly Checked[]
  readonly window: WindowEntry | undefined
}

const windowOf = (context: Context, query: Query): WindowEntry | undefined => {
  for (const key of query.groupBy?.keys ?? []) {
    const entry = key.kind === 'call' ? context.catalog.window(key.name.text) : undefined
    if (entry !== undefined) return entry
  }
  return undefined
}

/** Columns that items may read beside those of the inputs: the ends of the window, and since when it has held. */
export const madeColumns = (context: Context, query: Query): readonly Place[] => {
  const columns = new Map<string, Type>()
  if (windowOf(context, query) !== undefined) columns.set('window_start', TIME).set('window_end', TIME)
  if (query.held !== undefined) columns.set('held_since', TIME)
  return columns.size === 0 ? [] : [madePlace('the group', columns)]
}

const checkWindow = (context: Context, node: Call, entry: WindowEntry): void => {
  const bound = bind(context, node, entry.parameters, true)
  const checked = bound && checkArguments(context, node.name.text, bound)
  if (bound === undefined || checked === undefined) return
  const values = new Map<string, Value>()
  checked.args.forEach((one, k) => {
    if (one.kind === 'literal') values.set(bound[k]?.parameter.name ?? '', one.value)
  })
  const message = entry.problem?.(values)
  if (message !== undefined) context.report('bad-window', node, { message })
}

/** Checks the keys and the window of GROUP BY. */
export const checkGroup = (context: Context, query: Query): Grouping => {
  const { groupBy } = query
  const keys: Checked[] = []
  let window: WindowEntry | undefined
  for (const node of groupBy?.keys ?? []) {
    const entry = node.kind === 'call' ? context.catalog.window(node.name.text) : undefined
    if (entry !== undefined && node.kind === 'call') {
      if (window !== undefined)
        context.report('bad-window', node, { message: 'a group has one window, and here is a second' })
      window = entry
      checkWindow(context, node, entry)
      continue
    }
    const key = context.check(node)
    if (key?.kind === 'literal')
      context.report('not-grouped', node, {
        message: `\`${context.text(node)}\` is the same for every record, so it makes no groups`,
        ...(key.type.kind === 'INTEGER'
          ? { help: 'a number is not the position of an item: name what is grouped by' }
          : {}),
      })
    else if (key !== undefined) keys.push(key)
  }
  durationMs(context, groupBy?.grace)
  if (groupBy?.grace !== undefined && window === undefined)
    context.report('bad-window', groupBy.grace, {
      message: 'GRACE waits for late records of a window, and there is no window',
      help: 'add one: GROUP BY …, TUMBLE(1 MINUTE)',
    })
  return { keys, window }
}
