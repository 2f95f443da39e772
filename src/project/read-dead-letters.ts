import { closestName } from '../base/closest-name.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { Connection, DeadLetterSettings, LetterConnection } from './project.ts'
import type { ProjectFile } from './schema.ts'
import type { YamlDocument } from './yaml-document.ts'

const OPTIONS = ['topic', 'table'] as const

type Endpoint = NonNullable<NonNullable<ProjectFile['dead_letters']>['copy']>

interface Place {
  readonly yaml: YamlDocument
  readonly path: readonly string[]
  readonly connections: ReadonlyMap<string, Connection>
  readonly collector: Collector
}

const report = ({ collector, path, yaml }: Place, name: string, words: string, help?: string): undefined => {
  const place = [...path, name]
  collector.add('bad-setting', yaml.source, yaml.span(place), {
    message: `${place.join('.')}: ${words}`,
    ...(help === undefined ? {} : { help }),
  })
}

/** Options by what the connector's sink declares. */
const readOptions = (place: Place, endpoint: Endpoint, { connector }: Connection): LetterConnection => {
  const options: Record<string, string> = {}
  for (const name of OPTIONS) {
    const spec = connector.sink?.options.find((one) => one.name === name)
    const value = endpoint[name]
    if (spec === undefined && value !== undefined)
      report(place, name, `${endpoint.connection} is ${connector.name} and has no ${name}`)
    if (spec === undefined) continue
    const problem = value === undefined ? `${endpoint.connection} needs a ${name}` : spec.check?.(value)
    if (problem !== undefined) report(place, value === undefined ? 'connection' : name, problem)
    else if (value !== undefined) options[name] = value
  }
  return { connection: endpoint.connection, options }
}

const readEndpoint = (place: Place, endpoint: Endpoint, isCopy: boolean): LetterConnection | undefined => {
  const { connection: name } = endpoint
  const connection = place.connections.get(name)
  if (connection === undefined) {
    const close = closestName(name, place.connections.keys())
    const help = close === undefined ? undefined : `did you mean ${close}?`
    return report(place, 'connection', `there is no connection ${name}`, help)
  }
  const { connector } = connection
  const kind = connector.sink?.deadLetters
  if (kind === undefined)
    return report(place, 'connection', `${name} is ${connector.name}, which takes no dead letters`)
  if (kind === 'copies' && !isCopy)
    return report(
      place,
      'connection',
      `${name} is ${connector.name}, which keeps nothing that could be looked at later`,
      `name it under dead_letters.copy, beside a file, a Kafka topic or a table`,
    )
  return readOptions(place, endpoint, connection)
}

/** Where dead letters go, checked against the connections. */
export const readDeadLetters = (
  yaml: YamlDocument,
  section: ProjectFile['dead_letters'],
  connections: ReadonlyMap<string, Connection>,
  collector: Collector,
): DeadLetterSettings => {
  const place = { yaml, path: ['dead_letters'], connections, collector }
  const { connection, copy, file, keep_input: keepInput, table, topic } = section ?? {}
  if (connection !== undefined && file !== undefined)
    report(place, 'file', 'dead letters go to a file or to a connection, not to both')
  if (connection === undefined)
    for (const name of OPTIONS)
      if (section?.[name] !== undefined)
        report(place, name, `${name} belongs to a connection, and none is named`)
  const into = connection === undefined ? undefined : readEndpoint(place, { connection, topic, table }, false)
  const copyPlace = { ...place, path: ['dead_letters', 'copy'] }
  return {
    file,
    into,
    copy: copy === undefined ? undefined : readEndpoint(copyPlace, copy, true),
    keepInput: keepInput === true,
  }
}
