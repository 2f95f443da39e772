import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { connectors } from '../../src/connectors/connectors.ts'
import { schemaText } from '../../src/project/json-schema.ts'

test('the schema for editors is current', () => {
  expect(readFileSync('docs/reference/sluice.schema.json', 'utf8')).toBe(schemaText(connectors))
})

test('it takes our own configuration and refuses a wrong setting', () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(schemaText(connectors)) as object)
  const own = parse(readFileSync('rules/sluice.yaml', 'utf8')) as Record<string, unknown>
  expect(validate(own), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...own, conections: {} })).toBe(false)
  expect(validate({ ...own, connections: { a: { type: 'mqtt', url: 'mqtt://b', keepalive: 3 } } })).toBe(
    false,
  )
})

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly const?: unknown
}

/** Paths of settings that say nothing where an editor's pointer rests on them. */
const silent = (schema: Schema, path: string): readonly string[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => [
    ...(one.description === undefined && one.const === undefined ? [`${path}.${name}`] : []),
    ...silent(one, `${path}.${name}`),
  ]),
  ...(typeof schema.additionalProperties === 'object'
    ? silent(schema.additionalProperties, `${path}.*`)
    : []),
  ...Object.entries(schema.$defs ?? {}).flatMap(([name, one]) => silent(one, name)),
]

test('every setting says what it is', () => {
  expect(silent(JSON.parse(schemaText(connectors)) as Schema, '')).toEqual([])
})
