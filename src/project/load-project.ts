import { closestName } from '../base/closest-name.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Finding } from '../diagnostic/collector.ts'
import type { Span } from '../diagnostic/span.ts'
import type { Connection, Project } from './project.ts'
import { readDeadLetters } from './read-dead-letters.ts'
import { readConnection } from './read-connection.ts'
import { reportIssues } from './report-schema.ts'
import { projectSchema, type ProjectFile } from './schema.ts'
import { YamlDocument } from './yaml-document.ts'

const unreadable = (source: SourceDocument): Project => ({
  source,
  isReadable: false,
  connections: new Map(),
  brokenConnections: new Set(),
  defaultConnection: undefined,
  constants: {},
  rulesOff: new Set(),
  constantPlaces: new Map(),
  rulePlaces: new Map(),
  limits: {},
  lint: { owner: false, strict: false },
  deadLetters: { keepInput: false },
  state: {},
})

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Each part that is right; the others have their findings. */
const readSections = (yaml: YamlDocument, value: unknown, collector: Collector): Partial<ProjectFile> => {
  const parsed = projectSchema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  reportIssues({ yaml, path: [], value: value ?? {}, schema: projectSchema }, parsed.error.issues, collector)
  if (!isMapping(value)) return {}
  const sections = Object.entries(projectSchema.shape).flatMap(([name, schema]) => {
    const section = schema.safeParse(Object.hasOwn(value, name) ? value[name] : undefined)
    return section.success ? [[name, section.data] as const] : []
  })
  return Object.fromEntries(sections)
}

const suggestion = (name: string, candidates: Iterable<string>, span: Span): Partial<Finding> => {
  const close = closestName(name, candidates)
  if (close === undefined) return {}
  return {
    help: `did you mean ${close}?`,
    fix: { title: `Change to ${close}`, isGuess: true, edits: [{ span, text: close }] },
  }
}

const readConnections = (
  yaml: YamlDocument,
  value: unknown,
  catalog: Catalog,
  collector: Collector,
): ReadonlyMap<string, Connection> => {
  const connections = new Map<string, Connection>()
  const section = isMapping(value) && Object.hasOwn(value, 'connections') ? value['connections'] : undefined
  if (isMapping(section))
    for (const [name, settings] of Object.entries(section)) {
      if (!isMapping(settings) || typeof settings['type'] !== 'string') continue
      const connection = readConnection({ yaml, name, settings, type: settings['type'] }, catalog, collector)
      if (connection !== undefined) connections.set(name, connection)
    }
  // Standard output is always there.
  const connector = catalog.connector('stdout')
  if (connector !== undefined && !connections.has('stdout'))
    connections.set('stdout', { name: 'stdout', connector, audience: 'internal', options: {} })
  return connections
}

/** Names in a profile, with their places, so that one which nothing bears can be shown. */
const placesOf = (
  yaml: YamlDocument,
  path: readonly string[],
  names: object | undefined,
): ReadonlyMap<string, Span> =>
  new Map(Object.keys(names ?? {}).map((name) => [name, yaml.keySpan(path, name)]))

/**
 * Reads and checks sluice.yaml; findings go to the collector, and what could be understood is given. References are
 * not looked up here.
 */
export const loadProject = (
  source: SourceDocument,
  catalog: Catalog,
  profileName: string | undefined,
  collector: Collector,
): Project => {
  const yaml = new YamlDocument(source)
  const read = yaml.read(collector)
  if (read === undefined) return unreadable(source)
  const file = readSections(yaml, read.value, collector)
  const connections = readConnections(yaml, read.value, catalog, collector)
  const known = new Set([...Object.keys(file.connections ?? {}), ...connections.keys()])
  if (file.default !== undefined && !known.has(file.default)) {
    const span = yaml.span(['default'])
    collector.add('bad-setting', source, span, {
      message: `default: there is no connection ${file.default}`,
      ...suggestion(file.default, known, span),
    })
  }
  const profiles = file.profiles ?? {}
  const profile =
    profileName !== undefined && Object.hasOwn(profiles, profileName) ? profiles[profileName] : undefined
  if (profileName !== undefined && profile === undefined) {
    const close = closestName(profileName, Object.keys(profiles))
    collector.add('unknown-profile', source, yaml.span(['profiles']), {
      message: `there is no profile ${profileName}`,
      ...(close === undefined ? {} : { help: `did you mean ${close}?` }),
    })
  }
  const off = Object.entries(profile?.rules ?? {}).filter(([, state]) => state === 'off' || state === false)
  const path = ['profiles', profileName ?? '']
  return {
    source,
    isReadable: true,
    connections,
    brokenConnections: new Set(Object.keys(file.connections ?? {}).filter((name) => !connections.has(name))),
    defaultConnection: file.default,
    constants: profile?.constants ?? {},
    rulesOff: new Set(off.map(([name]) => name)),
    constantPlaces: placesOf(yaml, [...path, 'constants'], profile?.constants),
    rulePlaces: placesOf(yaml, [...path, 'rules'], profile?.rules),
    limits: file.limits ?? {},
    lint: { owner: file.lint?.owner ?? false, strict: file.lint?.strict ?? false },
    deadLetters: readDeadLetters(yaml, file.dead_letters, connections, collector),
    state: file.state ?? {},
    ...(file.metrics === undefined ? {} : { metrics: file.metrics }),
  }
}
