import { elementsOf, memberOf, textAt, type ExportNode } from './node.ts'
import type { ActionKind } from './action/list.ts'

/** A connection for sluice.yaml: its settings as lines of YAML. */
export interface ImportedConnection {
  readonly name: string
  readonly lines: readonly string[]
}

const variable = (name: string, what: string): string =>
  `'\${env:${name.toUpperCase().replace(/\W/g, '_')}_${what}}'`

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`

const kafka = (name: string, node: ExportNode | undefined): readonly string[] => {
  const hosts =
    textAt(node, 'bootstrap_hosts') ??
    elementsOf(memberOf(node, 'bootstrap_hosts'))
      .map((one) => textAt(one) ?? '')
      .join(',')
  const brokers = hosts.split(',').map((host) => quoted(host.trim()))
  const user = textAt(node, 'authentication', 'username')
  const mechanism = (textAt(node, 'authentication', 'mechanism') ?? 'plain')
    .replaceAll('_', '-')
    .replace('sha-', 'sha-')
  return [
    `brokers: [${hosts === '' ? variable(name, 'BROKERS') : brokers.join(', ')}]`,
    ...(user === undefined
      ? []
      : [
          `sasl: { mechanism: ${mechanism}, username: ${quoted(user)}, password: ${variable(name, 'PASSWORD')} }`,
        ]),
    ...(textAt(node, 'ssl', 'enable') === 'true' ? ['tls: {}'] : []),
  ]
}

const database = (name: string, node: ExportNode | undefined, port: number): readonly string[] => {
  const [host = '', own] = (textAt(node, 'server') ?? '').split(':')
  const user = textAt(node, 'username')
  const base = textAt(node, 'database')
  return [
    `host: ${host === '' ? variable(name, 'HOST') : quoted(host)}`,
    `port: ${own ?? String(port)}`,
    ...(base === undefined ? [] : [`database: ${quoted(base)}`]),
    ...(user === undefined ? [] : [`user: ${quoted(user)}`, `password: ${variable(name, 'PASSWORD')}`]),
    ...(textAt(node, 'ssl', 'enable') === 'true' ? ['tls: {}'] : []),
  ]
}

const redis = (name: string, node: ExportNode | undefined): readonly string[] => {
  const text = (key: string): string | undefined => textAt(node, key) ?? textAt(node, 'parameters', key)
  const server = text('server')
  const user = text('username')
  const base = text('database')
  const scheme = textAt(node, 'ssl', 'enable') === 'true' ? 'rediss' : 'redis'
  return [
    `url: ${server === undefined ? variable(name, 'URL') : quoted(`${scheme}://${server}`)}`,
    ...(base === undefined || base === '0' ? [] : [`database: ${base}`]),
    ...(user === undefined ? [] : [`username: ${quoted(user)}`]),
    ...(text('password') === undefined ? [] : [`password: ${variable(name, 'PASSWORD')}`]),
  ]
}

const mqtt = (name: string, node: ExportNode | undefined): readonly string[] => {
  const server = textAt(node, 'server')
  const user = textAt(node, 'username')
  return [
    `url: ${server === undefined ? variable(name, 'URL') : quoted(`mqtt://${server}`)}`,
    ...(user === undefined ? [] : [`username: ${quoted(user)}`, `password: ${variable(name, 'PASSWORD')}`]),
  ]
}

/** The settings of a connection; secrets come from the environment, and are never copied. */
export const connectionOf = (
  name: string,
  connector: ActionKind['connector'],
  node: ExportNode | undefined,
): ImportedConnection => {
  const settings = {
    kafka: () => kafka(name, node),
    http: () => [
      `url: ${textAt(node, 'url') === undefined ? variable(name, 'URL') : quoted(textAt(node, 'url') ?? '')}`,
    ],
    postgres: () => database(name, node, 5432),
    mysql: () => database(name, node, 3306),
    redis: () => redis(name, node),
    mqtt: () => mqtt(name, node),
  }[connector]()
  return { name, lines: [`type: ${connector}`, ...settings] }
}

/** A part of sluice.yaml. */
export const connectionsYaml = (connections: readonly ImportedConnection[]): string => {
  const unique = new Map(connections.map((one) => [one.name, one]))
  if (unique.size === 0) return ''
  const blocks = [...unique.values()].flatMap(({ name, lines }) => [
    `  ${name}:`,
    ...lines.map((line) => `    ${line}`),
  ])
  return ['connections:', ...blocks, ''].join('\n')
}
