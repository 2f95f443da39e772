import * as z from 'zod'
import { Catalog } from '../../src/catalog/catalog.ts'
import type { ConnectorEntry, OptionSpec } from '../../src/catalog/connector.ts'
import { defineFunction, type FunctionEntry, type Parameter } from '../../src/catalog/function.ts'
import { aggregates } from '../../src/functions/aggregates.ts'
import type { Type, TypeKind } from '../../src/types/type.ts'
import { windows } from '../../src/windows/windows.ts'

const never = (): never => {
  throw new Error('the checker reads entries and opens nothing')
}

const parameter = (name: string, kind: TypeKind, more: Partial<Parameter> = {}): Parameter => ({
  name,
  kinds: [kind],
  prose: name,
  ...more,
})

const entry = (
  name: string,
  parameters: readonly Parameter[],
  result: Type | ((types: readonly Type[]) => Type),
  more: Partial<FunctionEntry> = {},
): FunctionEntry =>
  defineFunction({
    name,
    group: 'text',
    parameters,
    result: typeof result === 'function' ? result : () => result,
    nulls: 'propagate',
    determinism: 'pure',
    flink: 'none',
    prose: name,
    examples: [],
    evaluate: never,
    ...more,
  })

const of = (kind: TypeKind): Type => ({ kind, nullable: false })
const maybe = (kind: TypeKind): Type => ({ kind, nullable: true })
const text = parameter('text', 'STRING')
const element = (types: readonly Type[]): Type => types[0]?.element ?? maybe('ANY')

const functions: readonly FunctionEntry[] = [
  entry('upper', [text], of('STRING'), {
    aliases: ['ucase'],
    evaluate: ([value]) => (value as string).toUpperCase(),
  }),
  entry('length', [text], of('INTEGER')),
  entry(
    'round',
    [parameter('number', 'DOUBLE'), parameter('digits', 'INTEGER', { optional: true })],
    of('DOUBLE'),
  ),
  entry('url_part', [text], of('STRING')),
  entry('json', [text], maybe('ANY')),
  entry('topic', [parameter('level', 'INTEGER', { optional: true })], maybe('STRING'), {
    determinism: 'per-record',
  }),
  entry('now', [], of('TIMESTAMP'), { determinism: 'seeded' }),
  entry(
    'date_trunc',
    [
      parameter('unit', 'STRING', { constant: true, values: ['day', 'hour', 'minute'] }),
      parameter('at', 'TIMESTAMP'),
    ],
    of('TIMESTAMP'),
  ),
  entry('sha256', [text], of('STRING'), { group: 'hash' }),
  entry(
    'filter',
    [
      parameter('array', 'ARRAY'),
      parameter('test', 'ANY', { lambda: { parameters: 1, of: (before) => [element(before)] } }),
    ],
    (types) => types[0] ?? maybe('ARRAY'),
  ),
  entry('concat', [parameter('part', 'ANY', { rest: true })], of('STRING'), { nulls: 'own' }),
]

const option = (
  name: string,
  per: OptionSpec['per'],
  kinds: readonly TypeKind[],
  more: Partial<OptionSpec> = {},
): OptionSpec => ({
  name,
  prose: `the ${name}`,
  per,
  kinds,
  ...more,
})

const sink = (options: readonly OptionSpec[]): NonNullable<ConnectorEntry['sink']> => ({
  options,
  accepts: 'encoded',
  batchRowsMax: 1,
  laneOf: () => '',
  create: never,
})

const connector = (
  name: string,
  parts: Pick<ConnectorEntry, 'source' | 'sink' | 'table'>,
): ConnectorEntry => ({
  kind: 'connector',
  name,
  prose: name,
  connection: z.unknown(),
  ...parts,
})

const connectors: readonly ConnectorEntry[] = [
  connector('mqtt', {
    source: {
      options: [option('qos', 'constant', ['INTEGER'], { values: ['0', '1', '2'] })],
      topics: 'mqtt-filter',
      attributes: ['qos', 'retain', 'pub_props'],
      create: never,
    },
    sink: sink([
      option('topic', 'row', ['STRING'], {
        required: true,
        check: (value) =>
          typeof value === 'string' && /[+#]/.test(value)
            ? 'a topic that is written to has no wildcards'
            : undefined,
      }),
      option('qos', 'constant', ['INTEGER'], { values: ['0', '1', '2'] }),
      option('retain', 'constant', ['BOOLEAN']),
    ]),
  }),
  connector('kafka', {
    source: { options: [], topics: 'exact', attributes: ['partition', 'offset'], create: never },
    sink: sink([
      option('topic', 'row', ['STRING'], { required: true }),
      option('key', 'row', ['STRING', 'INTEGER', 'BYTES', 'ARRAY']),
    ]),
  }),
  connector('postgres', {
    sink: sink([
      option('table', 'constant', ['STRING'], { required: true }),
      option('key', 'columns', ['STRING']),
    ]),
    table: {
      options: [option('table', 'constant', ['STRING'], { required: true })],
      check: ({ columns }) =>
        columns.filter(({ source }) => source === undefined).map(({ name }) => `column ${name} is computed`),
      create: never,
    },
  }),
  connector('http', {
    sink: sink([
      option('path', 'row', ['STRING']),
      option('method', 'constant', ['STRING'], { values: ['POST', 'PUT', 'PATCH'] }),
    ]),
  }),
  connector('feed', { source: { options: [], topics: 'none', attributes: [], create: never } }),
  connector('stdout', { sink: sink([]) }),
]

/** A small vocabulary of every shape that the checker meets. */
export const vocabulary = new Catalog({
  functions,
  aggregates,
  windows,
  formats: ['json', 'text', 'bytes'].map((name) => ({
    kind: 'format',
    name,
    prose: name,
    layout: name === 'json' ? 'json' : 'value',
    decode: never,
  })),
  connectors,
})
