import type { SourceDocument } from '../../diagnostic/document.ts'
import type { Name, RuleStatement, Source } from '../../syntax/ast/index.ts'
import type { FormatEntry } from '../../catalog/format.ts'
import type { CheckedRule, CheckedStream } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import type { Declaration } from '../names/declarations.ts'
import { resolveConnection, type Connection } from './connection.ts'
import { checkFilter } from './source-options.ts'
import { checkStream, formatOf, type StreamResult } from './stream.ts'
import { checkTable, type TableResult } from './table.ts'
import type { Workspace } from './workspace.ts'

/** A rule as far as it could be understood. */
export interface RuleResult {
  readonly rule: CheckedRule | undefined
  readonly isBroken: boolean
}

type CheckRule = (registry: Registry, declaration: Declaration<RuleStatement>) => RuleResult

/** Streams, tables and rules, each checked once, when it is first read or when its turn comes. */
export class Registry {
  readonly workspace: Workspace
  private readonly checkRule: CheckRule
  private readonly streams = new Map<string, StreamResult>()
  private readonly quoted = new Map<string, StreamResult>()
  private readonly tables = new Map<string, TableResult>()
  private readonly rules = new Map<string, RuleResult>()
  /** Rules that are being checked, from the outermost on. */
  private readonly open: string[] = []

  constructor(workspace: Workspace, checkRule: CheckRule) {
    this.workspace = workspace
    this.checkRule = checkRule
  }

  stream(name: string): StreamResult | undefined {
    const declaration = this.workspace.declarations.of('stream', name)
    if (declaration === undefined) return undefined
    const result = this.streams.get(name) ?? checkStream(this.workspace, declaration)
    this.streams.set(name, result)
    return result
  }

  table(name: string): TableResult | undefined {
    const declaration = this.workspace.declarations.of('table', name)
    if (declaration === undefined) return undefined
    const result = this.tables.get(name) ?? checkTable(this.workspace, declaration)
    this.tables.set(name, result)
    return result
  }

  /** A rule by its name; one that reads itself on the way is a finding at `from`. */
  rule(name: string, from?: { readonly context: Context; readonly name: Name }): RuleResult | undefined {
    const declaration = this.workspace.declarations.of('rule', name)
    if (declaration === undefined) return undefined
    const known = this.rules.get(name)
    if (known !== undefined) return known
    const start = this.open.indexOf(name)
    if (start !== -1) {
      const path = [...this.open.slice(start), name].join(' reads ')
      from?.context.report('rule-feeds-itself', from.name, { message: `the rule reads itself: ${path}` })
      return { rule: undefined, isBroken: true }
    }
    this.open.push(name)
    const result = this.checkRule(this, declaration)
    this.open.pop()
    this.rules.set(name, result)
    return result
  }

  /** Quoted topics on the default connection; rules with the same topics share one stream. */
  topics(context: Context, sources: readonly Source[]): StreamResult {
    const topics = [...new Set(sources.map((source) => source.name.text))]
    const connection = this.defaultConnection(context, sources[0])
    for (const source of sources) checkFilter(context, connection, source.name.text, source.name)
    const key = JSON.stringify([...topics].sort())
    const known = this.quoted.get(key)
    const result = known ?? this.quotedStream(context, connection, topics, sources[0])
    this.quoted.set(key, result)
    return result
  }

  private quotedStream(
    context: Context,
    connection: Connection | undefined,
    topics: readonly string[],
    source: Source | undefined,
  ): StreamResult {
    const format = formatOf(this.workspace, context)
    const document: SourceDocument = context.surroundings.document
    const stream: CheckedStream = {
      name: topics.join(', '),
      document,
      span: source?.name.span ?? { start: 0, end: 0 },
      tags: {},
      prose: '',
      origin: 'quoted',
      connection: connection?.name ?? '',
      topics,
      options: {},
      format: format as FormatEntry,
      columns: [],
      onInvalid: { kind: 'dead-letter' },
      ...(connection?.connector === undefined ? {} : { connector: connection.connector }),
    }
    const isBroken = connection === undefined || format === undefined
    return { stream, brokenColumns: new Set(), isOpaque: false, isBroken }
  }

  private defaultConnection(context: Context, source: Source | undefined): Connection | undefined {
    const { connections, defaultConnection } = this.workspace.options
    if (source === undefined) return undefined
    const readable = [...(connections ?? [])].filter(
      ([, { type }]) => this.workspace.options.catalog.connector(type)?.source !== undefined,
    )
    const only = readable.length === 1 ? readable[0]?.[0] : undefined
    const name = defaultConnection ?? only
    if (name !== undefined || connections === undefined) {
      const assumed = { ...source.name, text: name ?? 'default' }
      return resolveConnection(this.workspace, context, assumed, 'source')
    }
    return context.report('no-default-connection', source.name, {
      message: `nothing says which connection '${source.name.text}' is read from`,
      help: 'add `default: NAME` to sluice.yaml, or declare a STREAM',
    })
  }
}
