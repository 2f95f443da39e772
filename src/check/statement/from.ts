import type { Join, Name, Source } from '../../syntax/ast/index.ts'
import type { CheckedRule } from '../checked/project.ts'
import type { Context } from '../expression/context.ts'
import type { Place } from '../names/place.ts'
import { otherPlace } from '../names/other-place.ts'
import { rulePlace } from '../names/rule-place.ts'
import { brokenPlace, streamPlace } from '../names/stream-place.ts'
import { tablePlace } from '../names/table-place.ts'
import type { CheckedTable } from '../checked/project.ts'
import type { Registry } from './registry.ts'
import { placeOf } from './stream.ts'

/** What a rule reads: its input as a place, and as it goes into the checked rule unless something is broken. */
export interface From {
  readonly place: Place
  readonly from: CheckedRule['from'] | undefined
}

/** A joined table as a place. */
export interface JoinedPlace {
  readonly node: Join
  readonly place: Place
  readonly table: CheckedTable | undefined
  /** Another stream or rule, or a topic. */
  readonly isStream?: boolean
}

const namesOf = (source: Source): readonly string[] =>
  source.alias !== undefined ? [source.alias.text] : source.origin === 'topic' ? [] : [source.name.text]

const unknownStream = (registry: Registry, context: Context, name: Name): void => {
  const { declarations, options, used } = registry.workspace
  if (declarations.isUnread(name)) return
  if (declarations.of('table', name.text) !== undefined) {
    context.report('bad-source', name, {
      message: `\`${name.text}\` is a TABLE, which has rows but no records`,
      help: `read a stream and look the table up: FROM stream JOIN ${name.text} ON …`,
    })
    return
  }
  const known = declarations.names('stream', 'rule')
  used.add(context.nearest(name.text, known) ?? '')
  const isConnection = options.connections?.has(name.text) === true
  context.report('unknown-stream', name, {
    message: `there is no stream or rule \`${name.text}\``,
    ...(isConnection || /[/+#]/.test(name.text)
      ? { help: `\`${name.text}\` is a connection: declare a STREAM that reads it, or quote its topics` }
      : context.suggest(name, known)),
  })
}

const named = (registry: Registry, context: Context, source: Source): From => {
  const { name } = source
  const names = namesOf(source)
  const { used } = registry.workspace
  const result = registry.stream(name.text)
  if (result !== undefined) {
    used.add(name.text)
    if (result.isBroken) context.surroundings.state.broken = true
    const from = { kind: 'stream', stream: result.stream } as const
    return {
      place: placeOf(result, names),
      from: result.isBroken ? undefined : from,
    }
  }
  const upstream = registry.rule(name.text, { context, name })
  if (upstream === undefined) unknownStream(registry, context, name)
  else used.add(name.text)
  if (upstream?.isBroken !== false || upstream.rule === undefined) {
    context.surroundings.state.broken = true
    return { place: brokenPlace(names), from: undefined }
  }
  return { place: rulePlace(upstream.rule, names), from: { kind: 'rule', rule: upstream.rule } }
}

const checkComma = (registry: Registry, context: Context, sources: readonly Source[]): boolean => {
  const extra = sources.find(
    (source, k) => k > 0 && (source.origin === 'name' || sources[0]?.origin === 'name'),
  )
  if (extra === undefined) return true
  for (const { name } of sources) registry.workspace.used.add(name.text)
  context.report('bad-source', extra, {
    message: 'a comma in FROM joins topics in quotes, nothing else',
    help: 'look a TABLE up with JOIN … ON, or write a rule for each stream',
  })
  return false
}

/** The input of a rule: one stream or rule, or topics. */
export const resolveSource = (registry: Registry, context: Context, sources: readonly Source[]): From => {
  const [first] = sources
  if (first === undefined || !checkComma(registry, context, sources))
    return { place: brokenPlace(sources.flatMap(namesOf)), from: undefined }
  if (first.origin === 'name') return named(registry, context, first)
  const { stream, isBroken } = registry.topics(context, sources)
  if (isBroken) context.surroundings.state.broken = true
  const from = isBroken ? undefined : ({ kind: 'stream', stream } as const)
  return { place: streamPlace(stream, sources.flatMap(namesOf)), from }
}

/** The table of a JOIN, or the other stream. */
export const resolveJoin = (registry: Registry, context: Context, node: Join, index: number): JoinedPlace => {
  const { source, kind } = node
  const names = namesOf(source)
  const { declarations, used } = registry.workspace
  const result = source.origin === 'name' ? registry.table(source.name.text) : undefined
  if (result !== undefined) {
    used.add(source.name.text)
    if (result.isBroken) context.surroundings.state.broken = true
    return { node, place: tablePlace(result.table, names, index, kind), table: result.table }
  }
  const isStream =
    source.origin === 'topic' ||
    declarations.of('stream', source.name.text) !== undefined ||
    declarations.of('rule', source.name.text) !== undefined
  if (isStream) {
    const { place } = resolveSource(registry, context, [source])
    const owner = `join ${String(index)}`
    return { node, place: otherPlace(place, owner, kind === 'LEFT'), table: undefined, isStream }
  }
  context.surroundings.state.broken = true
  used.add(context.nearest(source.name.text, declarations.names('table')) ?? '')
  if (!declarations.isUnread(source.name))
    context.report('unknown-table', source.name, {
      message: `there is no table \`${source.name.text}\``,
      ...context.suggest(source.name, declarations.names('table')),
    })
  return { node, place: brokenPlace(names), table: undefined }
}
