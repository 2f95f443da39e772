import * as z from 'zod'
import type { ConnectorEntry } from '../catalog/connector.ts'
import { fullSchema } from './schema.ts'

type Schema = Readonly<Record<string, unknown>>

/** A text with a reference may stand for any setting; what it holds is checked when the rules run. */
const REFERENCE: Schema = { type: 'string', pattern: '\\$\\{(env|file):' }

const scalars: ReadonlySet<unknown> = new Set(['string', 'integer', 'number', 'boolean'])

/** The schema with references allowed in the place of every scalar but names of connectors. */
const withReferences = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withReferences)
  if (typeof schema !== 'object' || schema === null) return schema
  const own = schema as Schema
  if (scalars.has(own['type']) && own['const'] === undefined) return { anyOf: [own, REFERENCE] }
  return Object.fromEntries(Object.entries(own).map(([name, part]) => [name, withReferences(part)]))
}

/** The JSON Schema of sluice.yaml for editors, made from the schemas that check it. */
export const schemaText = (connectors: readonly ConnectorEntry[]): string => {
  const schema = z.toJSONSchema(fullSchema(connectors), { io: 'input', unrepresentable: 'any' })
  const properties = { ...schema.properties, connections: withReferences(schema.properties?.['connections']) }
  return `${JSON.stringify({ title: 'sluice.yaml', ...schema, properties }, undefined, 2)}\n`
}
