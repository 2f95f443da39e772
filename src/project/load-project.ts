import { closestName } from '../base/closest-name.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Connection, Project } from './project.ts'
import { hasReference, resolveReferences } from './references.ts'
import { reportIssues } from './report-schema.ts'
import { projectSchema, type ProjectFile } from './schema.ts'
import { YamlDocument } from './yaml-document.ts'

const emptyProject: Project = {
  connections: new Map(),
  defaultConnection: undefined,
  constants: {},
  rulesOff: new Set(),
  limits: {},
  lint: { owner: false, strict: false },
  deadLetterFile: undefined,
}

/** Nothing is looked up while a file is checked: a reference stands for whatever fits. */
const unresolved = { environment: () => 'x', file: () => 'x' }

type Settings = NonNullable<ProjectFile['connections']>[string]

/** Checks one connection against its connector's schema; settings with references wait for `run`. */
const readConnection = (
  yaml: YamlDocument,
  name: string,
  settings: Settings,
  catalog: Catalog,
  collector: Collector,
): Connection | undefined => {
  const { type, audience, ...options } = settings
  const connector = catalog.connector(type)
  if (connector === undefined) {
    const close = closestName(
      type,
      catalog.vocabulary.connectors.map((entry) => entry.name),
    )
    collector.add('unknown-connector', yaml.source, yaml.span(['connections', name, 'type']), {
      message: `there is no connector ${type}`,
      ...(close === undefined ? {} : { help: `did you mean ${close}?` }),
    })
    return undefined
  }
  const parsed = connector.connection.safeParse(resolveReferences(options, unresolved, new Set()))
  const issues = (parsed.error?.issues ?? []).filter((issue) => {
    const value = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      options,
    )
    return issue.code === 'unrecognized_keys' || !hasReference(value)
  })
  reportIssues(yaml, ['connections', name], issues, connector.connection, collector)
  return { name, connector, audience: audience ?? 'internal', options }
}

/** Reads and checks sluice.yaml; findings go to the collector, and what could be understood is given. */
export const loadProject = (
  source: SourceDocument,
  catalog: Catalog,
  profileName: string | undefined,
  collector: Collector,
): Project => {
  const yaml = new YamlDocument(source)
  if (yaml.reportErrors(collector)) return emptyProject
  const parsed = projectSchema.safeParse(yaml.value())
  if (!parsed.success) {
    reportIssues(yaml, [], parsed.error.issues, projectSchema, collector)
    return emptyProject
  }
  const file = parsed.data
  const connections = new Map<string, Connection>()
  for (const [name, settings] of Object.entries(file.connections ?? {})) {
    const connection = readConnection(yaml, name, settings, catalog, collector)
    if (connection !== undefined) connections.set(name, connection)
  }
  if (file.default !== undefined && file.connections?.[file.default] === undefined)
    collector.add('bad-setting', source, yaml.span(['default']), {
      message: `default: there is no connection ${file.default}`,
    })
  const profile = profileName === undefined ? undefined : file.profiles?.[profileName]
  if (profileName !== undefined && profile === undefined)
    collector.add('unknown-profile', source, yaml.span(['profiles']), {
      message: `there is no profile ${profileName}`,
    })
  const off = Object.entries(profile?.rules ?? {}).filter(([, state]) => state === 'off' || state === false)
  return {
    connections,
    defaultConnection: file.default,
    constants: profile?.constants ?? {},
    rulesOff: new Set(off.map(([name]) => name)),
    limits: file.limits ?? {},
    lint: { owner: file.lint?.owner ?? false, strict: file.lint?.strict ?? false },
    deadLetterFile: file.dead_letters?.file,
  }
}
