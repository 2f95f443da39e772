import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { Place } from '../../syntax/ast/index.ts'
import { topicProblem } from '../../stream/topic-filter.ts'
import type { Value } from '../../types/value.ts'
import type { CheckedRule, CheckedStream } from '../checked/project.ts'
import type { GivenPlace } from '../checked/test.ts'
import type { Context } from '../expression/context.ts'
import { matches } from '../statement/topic-filter.ts'
import type { Workspace } from '../statement/workspace.ts'
import { alternatives } from '../typing/show.ts'
import { chainOf, streamsOf, tablesOf } from './inputs.ts'

/** What a GIVEN names, before its options are known. */
export type GivenTarget = (
  | { readonly kind: 'connection'; readonly connector: ConnectorEntry | undefined }
  | { readonly kind: 'stream'; readonly stream: CheckedStream }
  | { readonly kind: 'rule' }
  | { readonly kind: 'table' }
) & {
  /** The place of a record with this topic; undefined where a finding says that nobody reads it. */
  resolve(topic: Value): GivenPlace | undefined
}

const FILTERS_SHOWN_MAX = 5

const quoted = (filters: readonly string[]): string => {
  const shown = filters.slice(0, FILTERS_SHOWN_MAX).map((filter) => `'${filter}'`)
  return filters.length > shown.length ? `${shown.join(', ')}, …` : alternatives(shown)
}

const reads = (stream: CheckedStream, topic: string): boolean => {
  if (stream.connector?.source?.topics === 'exact') return stream.topics.includes(topic)
  return stream.topics.some((filter) => matches(filter, topic.split('/')) === 'yes')
}

/** The one topic that a record can come from, where there is no choice. */
const onlyTopic = (streams: readonly CheckedStream[]): string | undefined => {
  const filters = [...new Set(streams.flatMap((stream) => stream.topics))]
  const [only] = filters
  return filters.length === 1 && only !== undefined && topicProblem(only) === undefined ? only : undefined
}

/** A record of a connection: it must have a topic that one of the rule's streams wants. */
class Records {
  private readonly context: Context
  private readonly rule: CheckedRule
  private readonly place: Place

  constructor(context: Context, rule: CheckedRule, place: Place) {
    this.context = context
    this.rule = rule
    this.place = place
  }

  resolve(streams: readonly CheckedStream[], topic: Value): GivenPlace | undefined {
    const { context, place } = this
    const [first] = streams
    if (first === undefined) return undefined
    const found = typeof topic === 'string' ? topic : onlyTopic(streams)
    const isWanted = streams.some((stream) => stream.topics.length === 0)
    if (isWanted) return { kind: 'connection', connection: first.connection, topic: found }
    const filters = streams.flatMap((stream) => stream.topics)
    if (found === undefined)
      return context.report('missing-option', place, {
        message: `GIVEN needs the topic that the record comes from`,
        help: `\`${this.rule.name}\` reads ${quoted(filters)}: write ${place.name.text} (topic = '…')`,
      })
    const reader = streams.find((stream) => reads(stream, found))
    if (reader !== undefined) return { kind: 'connection', connection: reader.connection, topic: found }
    const node = place.options.find(({ name }) => name.text === 'topic')?.value ?? place.topic ?? place
    return context.report('given-unread', node, {
      message: `no FROM of \`${this.rule.name}\` matches the topic '${found}'`,
      help: `it reads ${quoted(filters)}`,
    })
  }
}

const unread = (context: Context, rule: CheckedRule, place: Place, what: string): undefined => {
  const inputs = [
    ...streamsOf(rule).map((stream) => (stream.origin === 'declared' ? stream.name : stream.connection)),
    ...chainOf(rule)
      .slice(0, -1)
      .map((one) => one.name),
    ...tablesOf(rule).map((table) => table.name),
  ]
  return context.report('given-unread', place.name, {
    message: `\`${rule.name}\` does not read the ${what} \`${place.name.text}\``,
    help: `it reads ${alternatives([...new Set(inputs)].map((name) => `\`${name}\``))}`,
  })
}

const named = (
  workspace: Workspace,
  context: Context,
  rule: CheckedRule,
  place: Place,
): GivenTarget | undefined | 'none' => {
  const { declarations, used } = workspace
  const name = place.name.text
  const kind = declarations.get(name)?.statement.kind
  if (place.table && kind !== 'table')
    return context.report('unknown-table', place.name, {
      message: `there is no table \`${name}\``,
      ...context.suggest(place.name, declarations.names('table')),
    })
  if (kind === 'stream') {
    used.add(name)
    const stream = streamsOf(rule).find((one) => one.origin === 'declared' && one.name === name)
    if (stream === undefined) return unread(context, rule, place, 'stream')
    const topicText = (topic: Value): string | undefined => (typeof topic === 'string' ? topic : undefined)
    return {
      kind,
      stream,
      resolve: (topic) => ({ kind: 'stream', stream, topic: topicText(topic) ?? onlyTopic([stream]) }),
    }
  }
  if (kind === 'rule') {
    const upstream = chainOf(rule)
      .slice(0, -1)
      .find((one) => one.name === name)
    if (upstream === undefined) return unread(context, rule, place, 'rule')
    return { kind, resolve: () => ({ kind: 'rule', rule: upstream }) }
  }
  if (kind === 'table') {
    used.add(name)
    const table = tablesOf(rule).find((one) => one.name === name)
    if (table === undefined) return unread(context, rule, place, 'table')
    return { kind, resolve: () => ({ kind: 'table', table }) }
  }
  return 'none'
}

/** A connection that the rule does not read, or nothing at all. */
const unknown = (
  { declarations, options }: Workspace,
  context: Context,
  rule: CheckedRule,
  place: Place,
): undefined => {
  const { connections } = options
  if (connections === undefined || connections.has(place.name.text))
    return unread(context, rule, place, 'connection')
  const names = [...connections.keys(), ...declarations.names('stream', 'rule', 'table')]
  return context.report('unknown-connection', place.name, {
    message: `there is no stream, rule, table or connection \`${place.name.text}\``,
    ...context.suggest(place.name, names),
  })
}

/** What a GIVEN names: a stream, rule or table of that name, else a connection; or a topic. */
export const givenPlace = (
  workspace: Workspace,
  context: Context,
  rule: CheckedRule,
  place: Place,
): GivenTarget | undefined => {
  const records = new Records(context, rule, place)
  const streams = streamsOf(rule)
  if (place.origin === 'topic') {
    const connector = streams[0]?.connector
    return { kind: 'connection', connector, resolve: (topic) => records.resolve(streams, topic) }
  }
  const statement = named(workspace, context, rule, place)
  if (statement !== 'none') return statement
  const mine = streams.filter((stream) => stream.connection === place.name.text)
  if (mine.length === 0) {
    return unknown(workspace, context, rule, place)
  }
  const connector = mine[0]?.connector
  return { kind: 'connection', connector, resolve: (topic) => records.resolve(mine, topic) }
}
