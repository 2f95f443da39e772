import * as z from 'zod'
import type { ConnectorEntry } from '../catalog/connector.ts'
import { commonSettings, projectSchema } from './schema.ts'

type Json = Record<string, unknown>

const REFERENCE = '\\$\\{(env|file):[^}]+\\}'

/** Kinds of settings in whose place a reference may stand, which is text. Plain text takes one anyway. */
const isNarrow = (schema: Json): boolean => {
  const { type, pattern, enum: values, const: constant } = schema
  if (type === 'integer' || type === 'number' || type === 'boolean') return true
  return type === 'string' && (pattern !== undefined || values !== undefined || constant !== undefined)
}

const allowReference = (schema: Json): void => {
  if (!isNarrow(schema)) return
  const { description, default: fallback, ...own } = schema
  for (const key of Object.keys(schema)) delete schema[key]
  Object.assign(schema, {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [own, { type: 'string', pattern: REFERENCE }],
  })
}

const schemaOf = (schema: z.ZodType, references: boolean): Json => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => {
      // Every whole number has these bounds; they tell an editor nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (references) allowReference(jsonSchema)
    },
  })
  return made
}

/** The settings of one connector, with those that all have. */
const connectionSchema = ({ name, prose, connection }: ConnectorEntry): Json => {
  const own = schemaOf(connection, true)
  const common = schemaOf(z.object(commonSettings), false)
  return {
    ...own,
    description: prose,
    properties: {
      ...(common['properties'] as Json),
      type: { const: name },
      ...(own['properties'] as Json | undefined),
    },
    required: ['type', ...((own['required'] as readonly string[] | undefined) ?? [])],
  }
}

/** The JSON Schema of sluice.yaml for editors, with the settings of these connectors. */
export const projectJsonSchema = (connectors: readonly ConnectorEntry[]): Json => {
  const whole = schemaOf(projectSchema, false)
  const names = connectors.map((entry) => entry.name)
  const definitions = Object.fromEntries(connectors.map((entry) => [entry.name, connectionSchema(entry)]))
  const connection = {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: names, description: commonSettings.type.description } },
    allOf: names.map((name) => ({
      if: { properties: { type: { const: name } }, required: ['type'] },
      then: { $ref: `#/$defs/${name}` },
    })),
  }
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'sluice.yaml',
    ...whole,
    properties: {
      ...(whole['properties'] as Json),
      connections: {
        ...((whole['properties'] as Json)['connections'] as Json),
        additionalProperties: connection,
      },
    },
    $defs: definitions,
  }
}

/** That schema as the text of a file. */
export const schemaText = (connectors: readonly ConnectorEntry[]): string =>
  `${JSON.stringify(projectJsonSchema(connectors), null, 2)}\n`
