import * as z from 'zod'
import type { ConnectorEntry, OptionSpec } from '../../catalog/connector.ts'

interface Schema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

const kindOf = (schema: Schema): string => {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ')
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.anyOf !== undefined) return schema.anyOf.map(kindOf).join(' or ')
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'values' : kindOf(schema.items)}`
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    integer: 'whole number',
    object: 'settings',
  }
  return words[schema.type ?? ''] ?? schema.type ?? 'any'
}

const settingLines = (schema: Schema, prefix = ''): readonly string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const isNeeded = schema.required?.includes(name) === true
    const fallback =
      one.default === undefined || one.type === 'object'
        ? ''
        : `, \`${JSON.stringify(one.default)}\` unless said`
    const note = one.description === undefined ? '' : `: ${one.description}`
    return [
      `- \`${prefix}${name}\` (${kindOf(one)}${isNeeded ? ', needed' : ''}${fallback})${note}`,
      ...settingLines(one, `${prefix}${name}.`),
    ]
  })

const per: Record<OptionSpec['per'], string> = {
  constant: 'one value',
  row: 'an expression for each row',
  columns: 'names of output columns',
}

const optionLine = ({ name, prose, kinds, required, values, ...option }: OptionSpec): string => {
  const marks = [kinds.join(' or '), per[option.per], ...(required === true ? ['needed'] : [])]
  const allowed = values === undefined ? '' : ` One of ${values.map((value) => `\`'${value}'\``).join(', ')}.`
  return `- \`${name}\` (${marks.join(', ')}): ${prose}${allowed}`
}

const part = (title: string, lines: readonly string[], none: string): string =>
  `### ${title}\n\n${lines.length === 0 ? none : lines.join('\n')}`

/** A connector's page, made from its schema and its options. */
export const connectorPage = (entry: ConnectorEntry): string => {
  const schema = z.toJSONSchema(entry.connection, { io: 'input' }) as Schema
  return [
    `## ${entry.name}`,
    entry.prose,
    part('Settings in sluice.yaml', settingLines(schema), 'None beside `type` and `audience`.'),
    ...(entry.source === undefined
      ? []
      : [part('Options of a STREAM', entry.source.options.map(optionLine), 'None.')]),
    ...(entry.sink === undefined
      ? []
      : [part('Options behind INTO', entry.sink.options.map(optionLine), 'None of its own.')]),
    ...(entry.table === undefined
      ? []
      : [part('Options of a TABLE', entry.table.options.map(optionLine), 'None.')]),
  ].join('\n\n')
}
