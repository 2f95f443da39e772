import type { StreamStatement } from '../../syntax/ast/index.ts'
import { durabilities, type Durability } from '../../stream/durability.ts'
import type { FormatEntry } from '../../catalog/format.ts'
import type { CheckedStream } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import type { Declaration } from '../names/declarations.ts'
import { brokenPlace, streamPlace, untypedColumn } from '../names/stream-place.ts'
import { Scope } from '../names/scope.ts'
import type { Place } from '../names/place.ts'
import { show } from '../typing/show.ts'
import { checkColumns } from './column.ts'
import { resolveConnection } from './connection.ts'
import { durationMs } from './duration.ts'
import { checkAgainstSchema, readSchema } from './schema.ts'
import { checkPolicy } from './target.ts'
import { sourceOptions } from './source-options.ts'
import { declared, type Workspace } from './workspace.ts'

/** A stream as far as it could be understood. */
export interface StreamResult {
  readonly stream: CheckedStream
  readonly brokenColumns: ReadonlySet<string>
  /** Its columns are not known, because what gives them is broken. */
  readonly isOpaque: boolean
  readonly isBroken: boolean
}

const AHEAD_MS = 60_000

/** Sees the payload and what functions of the message give, before there are columns. */
export const messagePlace: Place = {
  names: [],
  called: 'the message',
  untyped: true,
  column: (name, span) => (name === 'payload' ? untypedColumn(name, span) : { kind: 'unknown' }),
  columns: () => ['payload'],
}

/** The format by its name; JSON where none is given. */
export const formatOf = (
  workspace: Workspace,
  context: Context,
  statement?: StreamStatement,
): FormatEntry | undefined => {
  const { catalog } = workspace.options
  const name = statement?.format
  const format = catalog.format(name?.text ?? 'json')
  if (format !== undefined || name === undefined) return format
  return context.report('unknown-format', name, {
    message: `there is no format \`${name.text}\``,
    ...context.suggest(
      name,
      catalog.vocabulary.formats.map((entry) => entry.name),
    ),
  })
}

const eventTimeOf = (context: Context, statement: StreamStatement): CheckedStream['eventTime'] => {
  const { eventTime } = statement
  if (eventTime === undefined) return undefined
  const checked = context.check(eventTime.expression)
  for (const key of eventTime.by) context.check(key)
  durationMs(context, eventTime.delay)
  durationMs(context, eventTime.idle)
  const aheadMs = durationMs(context, eventTime.ahead) ?? AHEAD_MS
  if (checked === undefined) return undefined
  if (checked.type.kind === 'TIMESTAMP') return { expression: checked, aheadMs }
  if (checked.type.kind === 'ANY') {
    const type = { kind: 'TIMESTAMP', nullable: true } as const
    return { expression: { kind: 'read', operand: checked, type, span: checked.span }, aheadMs }
  }
  const isNumber = checked.type.kind === 'INTEGER' || checked.type.kind === 'DOUBLE'
  return context.report('wrong-type', eventTime.expression, {
    message: `EVENT TIME needs a TIMESTAMP, and \`${context.text(eventTime.expression)}\` is ${show(checked.type)}`,
    ...(isNumber
      ? { help: 'declare the column as TIMESTAMP EPOCH SECONDS or TIMESTAMP EPOCH MILLISECONDS' }
      : {}),
  })
}

const checkDurability = (context: Context, { durability }: StreamStatement): Durability | undefined => {
  if (durability === undefined) return undefined
  const name = durability.text.toLowerCase()
  const known = durabilities.find((one) => one === name)
  if (known !== undefined) return known
  return context.report('unknown-durability', durability, {
    message: `there is no durability \`${durability.text}\`; there are local, upstream and none`,
    ...context.suggest(durability, durabilities),
  })
}

/** The columns of a stream under the names that a rule gives it. */
export const placeOf = (result: StreamResult, names: readonly string[]): Place =>
  result.isOpaque ? brokenPlace(names) : streamPlace(result.stream, names, result.brokenColumns)

/** Checks a STREAM statement. */
export const checkStream = (
  workspace: Workspace,
  { statement, document }: Declaration<StreamStatement>,
): StreamResult => {
  const { constants } = workspace
  const message = workspace.context(document, new Scope({ places: [messagePlace], constants }))
  const bare = message.withScope(new Scope({ constants }))
  const connection = resolveConnection(workspace, bare, statement.from.name, 'source')
  const { topics, options } = sourceOptions(bare, connection, statement)
  const schema = statement.schema && readSchema(workspace, bare, statement.schema)
  const list = checkColumns(message, statement.columns ?? [])
  if (schema !== undefined) checkAgainstSchema(bare, list.columns, schema.columns)
  const format = formatOf(workspace, bare, statement)
  const stream = {
    origin: 'declared',
    connection: statement.from.name.text,
    topics,
    options,
    format: format as FormatEntry,
    columns: statement.columns === undefined ? (schema?.columns ?? []) : list.columns,
    onInvalid: checkPolicy(workspace, bare, statement.onInvalid),
    ...declared(statement.name, document, statement.doc),
    ...(connection?.connector === undefined ? {} : { connector: connection.connector }),
    ...(schema === undefined ? {} : { schema: { file: statement.schema?.value ?? '', text: schema.text } }),
    ...(statement.onAhead === undefined ? {} : { onAhead: checkPolicy(workspace, bare, statement.onAhead) }),
  } satisfies CheckedStream
  const row = message.withScope(
    new Scope({ places: [streamPlace(stream, [stream.name], list.broken)], constants }),
  )
  for (const key of statement.key) row.check(key)
  const eventTime = eventTimeOf(row, statement)
  const durability = checkDurability(bare, statement)
  const isOpaque = statement.columns === undefined && statement.schema !== undefined && schema === undefined
  const result = {
    ...stream,
    ...(eventTime === undefined ? {} : { eventTime }),
    ...(durability === undefined ? {} : { durability }),
  }
  return {
    stream: result,
    brokenColumns: list.broken,
    isOpaque,
    isBroken: message.surroundings.state.broken || format === undefined || connection === undefined,
  }
}
