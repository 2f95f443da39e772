import type { ConnectorEntry, OptionSpec } from '../../catalog/connector.ts'
import type { Expected, Place, TestStep } from '../../syntax/ast/index.ts'
import { parseTimestamp } from '../../types/timestamp.ts'
import type { Value } from '../../types/value.ts'
import type { CheckedRule } from '../checked/project.ts'
import type { CheckedGiven, GivenPayload, GivenPlace } from '../checked/test.ts'
import type { Context } from '../expression/context.ts'
import { outputColumns } from '../statement/output.ts'
import type { Workspace } from '../statement/workspace.ts'
import { checkJson, jsonOf } from './json-value.ts'
import { givenPlace } from './given-place.ts'
import { streamsOf } from './inputs.ts'
import { givenOptions } from './place-options.ts'

type GivenStep = Extract<TestStep, { kind: 'given' }>

const option = (name: string, prose: string, ...kinds: OptionSpec['kinds']): OptionSpec => ({
  name,
  prose,
  per: 'constant',
  kinds,
})

const common: readonly OptionSpec[] = [
  option('topic', 'The topic that the record comes from.', 'STRING'),
  option('key', 'The key of the record.', 'STRING', 'INTEGER', 'BYTES'),
  option('headers', 'Headers of the record, each a text.', 'OBJECT'),
  option('time', "The broker's timestamp.", 'STRING', 'TIMESTAMP'),
  option('text', 'A payload that is no JSON.', 'STRING'),
  option('base64', 'A payload of any bytes.', 'STRING'),
]

const attributes: readonly OptionSpec[] = [
  option('qos', 'MQTT: the QoS of the message.', 'INTEGER'),
  option('retain', 'MQTT: was the message a retained one?', 'BOOLEAN'),
  option('flags', 'MQTT: the flags of the message.', 'OBJECT'),
  option('pub_props', 'MQTT 5: the properties of the message.', 'OBJECT'),
  option('partition', 'Kafka: the partition.', 'INTEGER'),
  option('offset', 'Kafka: the offset.', 'INTEGER'),
  option('clientid', 'The client that sent the message, where the broker says it.', 'STRING'),
  option('username', 'The user that sent the message, where the broker says it.', 'STRING'),
]

const specsOf = (connector: ConnectorEntry | undefined): readonly OptionSpec[] => {
  const set = connector?.source?.attributes
  return [...common, ...attributes.filter(({ name }) => set?.includes(name) ?? true)]
}

/** Names of members that a given row may have; undefined where they are not known. */
const columnsOf = (place: GivenPlace): readonly string[] | undefined => {
  switch (place.kind) {
    case 'connection':
      return undefined
    case 'stream':
      return place.stream.columns.length === 0 ? undefined : place.stream.columns.map(({ name }) => name)
    case 'table':
      return place.table.columns.map(({ name }) => name)
    case 'rule': {
      const { items } = place.rule
      if (items.some((item) => item.kind === 'spread')) return undefined
      return outputColumns({ items, isComplete: true }).map(({ name }) => name)
    }
  }
}

const calledOf = (place: Exclude<GivenPlace, { kind: 'connection' }>): string => {
  switch (place.kind) {
    case 'stream':
      return `stream \`${place.stream.name}\``
    case 'rule':
      return `rule \`${place.rule.name}\``
    case 'table':
      return `table \`${place.table.name}\``
  }
}

/** A row of a rule has all its columns: what is never NULL there may not be left out here. */
const checkComplete = (context: Context, place: GivenPlace, value: Expected & { kind: 'object' }): void => {
  if (place.kind !== 'rule') return
  const given = new Set(value.members.map(({ name }) => name))
  const lacking = outputColumns({ items: place.rule.items, isComplete: true }).filter(
    ({ name, type }) => !type.nullable && !given.has(name),
  )
  if (lacking.length === 0) return
  const names = lacking.map(({ name }) => `\`${name}\``).join(', ')
  context.report('bad-test-value', value, {
    message: `a row of \`${place.rule.name}\` always has ${names}, and this one does not`,
    help: `add ${lacking.map(({ name }) => `"${name}": …`).join(', ')}`,
  })
}

/** A row that is given by the names of its columns. */
const checkRow = (context: Context, place: GivenPlace, value: Expected): void => {
  const names = columnsOf(place)
  if (place.kind === 'connection' || names === undefined) return
  if (value.kind !== 'object') {
    context.report('bad-test-value', value, {
      message: `${calledOf(place)} takes a row: an object with its columns`,
      help: `{${names.map((name) => `"${name}": …`).join(', ')}}`,
    })
    return
  }
  if (value.members.every((member) => names.includes(member.name))) checkComplete(context, place, value)
  for (const member of value.members) {
    if (names.includes(member.name)) continue
    const close = context.nearest(member.name, names)
    context.report('unknown-name', member, {
      message: `${calledOf(place)} has no column \`${member.name}\``,
      ...(close === undefined
        ? { help: `its columns are ${names.join(', ')}` }
        : {
            help: `did you mean \`${close}\`?`,
            fix: { title: `write ${close}`, edits: [{ span: member.span, text: JSON.stringify(close) }] },
          }),
    })
  }
}

const payloadOf = (
  context: Context,
  step: GivenStep,
  options: ReadonlyMap<string, Value>,
): GivenPayload | undefined => {
  const { value } = step
  const given = (['text', 'base64'] as const).filter((form) => options.has(form))
  if (given.length + (value === undefined ? 0 : 1) !== 1) {
    context.report('given-empty', step.place, {
      message: value === undefined && given.length === 0 ? 'GIVEN has no payload' : 'GIVEN has two payloads',
    })
    return undefined
  }
  const [form] = given
  if (form !== undefined) return { form, text: String(options.get(form)) }
  if (value === undefined || !checkJson(context, value)) return undefined
  const text = jsonOf(context, value)
  return text === undefined ? undefined : { form: 'json', text }
}

const timeOf = (context: Context, place: Place, options: ReadonlyMap<string, Value>): number | undefined => {
  const text = options.get('time')
  if (typeof text !== 'string') return undefined
  const ms = parseTimestamp(text)
  if (!Number.isNaN(ms)) return ms
  const node = place.options.find(({ name }) => name.text === 'time')?.value ?? place
  return context.report('bad-timestamp', node, {
    message: `'${text}' is no timestamp`,
    help: "write it by RFC 3339, with a zone: '2026-01-01T10:00:00Z'",
  })
}

const headersOf = (options: ReadonlyMap<string, Value>): Readonly<Record<string, string>> => {
  const headers = options.get('headers')
  if (typeof headers !== 'object' || headers === null) return {}
  const entries = Object.entries(headers).filter(([, value]) => value !== null)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : String(value)]),
  )
}

const keyOf = (key: Value): string | Uint8Array | undefined =>
  key == null ? undefined : key instanceof Uint8Array ? key : String(key)

/** JSON would not be what a stream of another format reads: its quotes and brackets would be part of the text. */
const checkFormat = (context: Context, rule: CheckedRule, place: GivenPlace, value: Expected): void => {
  if (place.kind !== 'connection') return
  const streams = streamsOf(rule).filter((stream) => stream.connection === place.connection)
  const [first] = streams
  if (first === undefined || streams.some((stream) => stream.format.layout === 'json')) return
  context.report('bad-test-value', value, {
    message: `\`${first.name}\` reads FORMAT ${first.format.name}, and this is JSON`,
    help: "give the payload as an option: text = '…', or base64 = '…' for other bytes",
  })
}

/** Checks a GIVEN: its place, its options and its payload. */
export const checkGiven = (
  workspace: Workspace,
  context: Context,
  rule: CheckedRule,
  step: GivenStep,
): CheckedGiven | undefined => {
  const { place, value } = step
  const target = givenPlace(workspace, context, rule, place)
  const connector =
    target?.kind === 'stream'
      ? target.stream.connector
      : target?.kind === 'connection'
        ? target.connector
        : undefined
  const takesOptions = target === undefined || target.kind === 'stream' || target.kind === 'connection'
  const options = givenOptions(context, place, takesOptions ? specsOf(connector) : [])
  const payload = payloadOf(context, step, options)
  const timeMs = timeOf(context, place, options)
  const resolved = target?.resolve(options.get('topic'))
  if (resolved !== undefined && value !== undefined) {
    checkRow(context, resolved, value)
    checkFormat(context, rule, resolved, value)
  }
  if (resolved === undefined || payload === undefined) return undefined
  const names = new Set(attributes.map(({ name }) => name))
  return {
    kind: 'given',
    place: resolved,
    payload,
    key: keyOf(options.get('key')),
    headers: headersOf(options),
    timeMs,
    attributes: Object.fromEntries([...options].filter(([name]) => names.has(name))),
    span: step.span,
  }
}
