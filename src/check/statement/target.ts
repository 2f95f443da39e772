import type { OptionSpec } from '../../catalog/connector.ts'
import type { Endpoint, Policy, SinkStatement, Target } from '../../syntax/ast/index.ts'
import { topicProblem } from '../../stream/topic-filter.ts'
import type { Value } from '../../types/value.ts'
import type { Checked } from '../checked/expression.ts'
import type { CheckedPolicy, CheckedTarget } from '../checked/project.ts'
import { Context } from '../expression/context.ts'
import { checkNode } from '../expression/expression.ts'
import { fold } from '../expression/fold.ts'
import { checkCondition } from '../expression/logic.ts'
import type { Declaration } from '../names/declarations.ts'
import { resolveConnection, type Connection } from './connection.ts'
import { laneOptions, takeLaneOptions } from './lane-options.ts'
import {
  declaredOption,
  freeOption,
  given,
  unknownOption,
  type GivenOption,
  type OptionValue,
} from './option.ts'
import { outputColumnNames, outputColumns, type Output } from './output.ts'
import type { Workspace } from './workspace.ts'

const NULLS = ['keep', 'omit']

/** What all targets take, whatever their connection. */
const common: readonly OptionSpec[] = [
  {
    name: 'nulls',
    prose: "`'omit'` leaves columns out that are NULL.",
    per: 'constant',
    kinds: ['STRING'],
    values: NULLS,
  },
  {
    name: 'changes',
    prose: "`'append'` makes a row of each change, where EMIT CHANGES gives rows again.",
    per: 'constant',
    kinds: ['STRING'],
    values: ['append'],
  },
]

interface Resolved {
  readonly connection: Connection
  readonly options: ReadonlyMap<string, GivenOption>
}

/** A SINK's options are checked as if they stood in the target, at their own place. */
const sinkContext = (
  context: Context,
  { document }: Declaration<SinkStatement>,
  endpoint: Endpoint,
): Context =>
  new Context(
    { ...context.surroundings, document, at: endpoint.name.span },
    context.scope,
    checkNode,
    context.facts,
  )

/** The connection of an endpoint, through the SINK that it may name, with the options of both. */
const resolve = (workspace: Workspace, context: Context, endpoint: Endpoint): Resolved | undefined => {
  const { name } = endpoint
  const own = given(context, endpoint.options)
  const sink = workspace.declarations.of('sink', name.text)
  if (sink === undefined) {
    const connection = resolveConnection(workspace, context, name, 'sink')
    return connection && { connection, options: own }
  }
  workspace.used.add(name.text)
  const inSink = sinkContext(context, sink, endpoint)
  const connection = resolveConnection(workspace, inSink, sink.statement.endpoint.name, 'sink')
  const options = new Map([...given(inSink, sink.statement.endpoint.options), ...own])
  return connection && { connection, options }
}

interface Gathered {
  readonly constants: Map<string, Value>
  readonly perRow: { name: string; expression: Checked }[]
}

const gather = (into: Gathered, name: string, value: OptionValue | undefined): void => {
  if (value?.kind === 'constant') into.constants.set(name, value.value)
  else if (value !== undefined) into.perRow.push({ name, expression: value.expression })
}

/** Options of a connection that nothing is known of: with `table`, `key` is an upsert's; else it is a value per row. */
const gatherFree = (into: Gathered, options: ReadonlyMap<string, GivenOption>, output: Output): void => {
  for (const [name, one] of options) {
    if (name === 'key' && options.has('table')) {
      const names = outputColumnNames(one.context, name, one.option.value, output)
      if (names !== undefined) into.constants.set(name, names)
      continue
    }
    const value = freeOption(one)
    const problem =
      name === 'topic' && value?.kind === 'constant' && typeof value.value === 'string'
        ? topicProblem(value.value)
        : undefined
    if (problem === undefined) gather(into, name, value)
    else one.context.report('bad-topic-filter', one.option.value, { message: problem })
  }
}

/** Options by their declarations; gives the names that are there or were meant. */
const gatherDeclared = (
  into: Gathered,
  connection: Connection,
  specs: readonly OptionSpec[],
  options: ReadonlyMap<string, GivenOption>,
  output: Output,
): ReadonlySet<string> => {
  const meant = new Set(options.keys())
  for (const [name, one] of options) {
    const spec = specs.find((candidate) => candidate.name === name)
    if (spec === undefined) {
      one.context.check(one.option.value)
      const names = [...specs, ...common, ...laneOptions].map((candidate) => candidate.name)
      meant.add(
        unknownOption(one.context, one.option.name, `\`${connection.name}\``, [...names, 'value']) ?? '',
      )
    } else if (spec.per === 'columns') {
      const names = outputColumnNames(one.context, name, one.option.value, output)
      if (names !== undefined) into.constants.set(name, names)
    } else gather(into, name, declaredOption(one, spec))
  }
  return meant
}

const missing = (
  context: Context,
  endpoint: Endpoint,
  specs: readonly OptionSpec[],
  meant: ReadonlySet<string>,
): void => {
  for (const spec of specs)
    if (spec.required === true && !meant.has(spec.name))
      context.report('missing-option', endpoint.name, {
        message: `\`${endpoint.name.text}\` needs the option \`${spec.name}\`: ${spec.prose}`,
      })
}

/** The options that every target takes, out of the others. */
const takeCommon = (
  options: ReadonlyMap<string, GivenOption>,
): {
  rest: ReadonlyMap<string, GivenOption>
  value: Checked | undefined
  omitNulls: boolean
  isAppended: boolean
} => {
  const rest = new Map(options)
  const nulls = rest.get('nulls')
  const own = rest.get('value')
  const [spec, changesSpec] = common
  const changes = rest.get('changes')
  const appended = changes && changesSpec && declaredOption(changes, changesSpec)
  const kept = nulls && spec && declaredOption(nulls, spec)
  const value = own?.context.check(own.option.value)
  rest.delete('nulls')
  rest.delete('changes')
  rest.delete('value')
  const isAppended = appended?.kind === 'constant'
  return { rest, value, omitNulls: kept?.kind === 'constant' && kept.value === 'omit', isAppended }
}

/** What the connector says of options and columns together, before any server is asked. */
const checkOutput = (context: Context, endpoint: Endpoint, target: CheckedTarget, output: Output): void => {
  const sink = target.connector?.sink
  if (sink === undefined || context.surroundings.state.broken) return
  if (output.isFailure === true && sink.accepts === 'columns') {
    context.report('refused-columns', endpoint.name, {
      message: `\`${target.connection}\` takes rows by their columns, and a record that failed is one JSON object`,
      help: 'send it to Kafka, HTTP or a file; `dead_letters` of sluice.yaml may be a table',
    })
    return
  }
  const { constants, perRow, connection, value } = target
  const names = [...Object.keys(constants), ...perRow.map(({ name }) => name)]
  const given = value === undefined ? names : [...names, 'value']
  for (const { slug, message } of sink.checkOptions?.(given, constants) ?? [])
    context.report(slug, endpoint.name, { message: `\`${connection}\`: ${message}` })
  const columns = output.isComplete ? outputColumns(output) : []
  for (const problem of sink.checkColumns?.(columns, constants) ?? [])
    context.report('refused-columns', endpoint.name, { message: `\`${connection}\`: ${problem}` })
}

/** Where rows go: a connection or SINK with its options, for the rows for which WHEN is TRUE. */
export const checkTarget = (
  workspace: Workspace,
  context: Context,
  target: Pick<Target, 'endpoint' | 'when'>,
  output: Output,
): CheckedTarget | undefined => {
  const { endpoint } = target
  const when = target.when && checkCondition(context, target.when, 'WHEN')
  const resolved = resolve(workspace, context.after(when, 'true'), endpoint)
  if (resolved === undefined) {
    for (const option of endpoint.options) if (option.name.text !== 'key') context.check(option.value)
    return undefined
  }
  const { connection } = resolved
  const { lane, rest: own } = takeLaneOptions(resolved.options)
  const { rest, value, omitNulls, isAppended } = takeCommon(own)
  const into: Gathered = { constants: new Map(), perRow: [] }
  const specs = connection.connector?.sink?.options
  if (specs === undefined) gatherFree(into, rest, output)
  else missing(context, endpoint, specs, gatherDeclared(into, connection, specs, rest, output))
  const checked: CheckedTarget = {
    connection: connection.name,
    span: endpoint.name.span,
    constants: Object.fromEntries(into.constants),
    perRow: into.perRow,
    omitNulls,
    ...(connection.connector === undefined ? {} : { connector: connection.connector }),
    ...(when === undefined || isTrue(context, when) ? {} : { when }),
    ...(value === undefined ? {} : { value }),
    ...(isAppended ? { isAppended } : {}),
  }
  checkOutput(context, endpoint, checked, output)
  return { ...checked, constants: { ...checked.constants, ...lane } }
}

const isTrue = (context: Context, when: Checked): boolean => {
  const folded = fold(context, when)
  return folded.kind === 'value' && folded.value === true
}

/** A record that failed has no row: its options are constants, and it goes on as one JSON object. */
const hasRowOption = (context: Context, policy: Policy & { kind: 'into' }): boolean => {
  let isFound = false
  for (const { value } of policy.endpoint.options) {
    const names = value.kind === 'array' ? value.elements : [value]
    for (const node of names) {
      if (node.kind !== 'name' || context.scope.constants.has(node.name.text)) continue
      isFound = true
      context.report('unknown-name', node, {
        message: `a record that failed has no row, so it has no column \`${node.name.text}\``,
        help: 'options of ON ERROR INTO, ON INVALID INTO and ON LATE INTO are constants',
      })
    }
  }
  return isFound
}

/** What happens to a record that failed; `context` sees no row, since there is none. */
export const checkPolicy = (
  workspace: Workspace,
  context: Context,
  policy: Policy | undefined,
): CheckedPolicy => {
  if (policy === undefined || policy.kind === 'dead-letter') return { kind: 'dead-letter' }
  if (policy.kind !== 'into') return { kind: policy.kind }
  if (hasRowOption(context, policy)) return { kind: 'dead-letter' }
  const target = checkTarget(
    workspace,
    context,
    { endpoint: policy.endpoint, when: undefined },
    { items: [], isComplete: false, isFailure: true },
  )
  return target === undefined ? { kind: 'dead-letter' } : { kind: 'into', target }
}
