import { closestName } from '../base/closest-name.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Collector } from '../diagnostic/collector.ts'
import type { Connection } from './project.ts'
import { hasReference, referenceProblem, resolveReferences } from './references.ts'
import { pathText, reportIssues, valueAt } from './report-schema.ts'
import { commonSettings } from './schema.ts'
import type { YamlDocument } from './yaml-document.ts'

/** Nothing is looked up while a file is checked: a reference stands for whatever fits. */
const unresolved = { environment: () => 'x', file: () => 'x' }

/** A connection as it stands in the file. */
export interface ConnectionText {
  readonly yaml: YamlDocument
  readonly name: string
  readonly type: string
  readonly settings: Readonly<Record<string, unknown>>
}

const reportReferences = (
  yaml: YamlDocument,
  path: readonly PropertyKey[],
  value: unknown,
  collector: Collector,
): void => {
  if (typeof value === 'string') {
    const problem = referenceProblem(value)
    if (problem !== undefined)
      collector.add('bad-setting', yaml.source, yaml.span(path), { message: `${pathText(path)}: ${problem}` })
  } else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value))
      reportReferences(yaml, [...path, Array.isArray(value) ? Number(key) : key], one, collector)
}

/** Checks one connection against its connector's schema; settings with references wait for `run`. */
export const readConnection = (
  { yaml, name, type, settings }: ConnectionText,
  catalog: Catalog,
  collector: Collector,
): Connection | undefined => {
  const path = ['connections', name]
  const connector = catalog.connector(type)
  if (connector === undefined) {
    const span = yaml.span([...path, 'type'])
    const names = catalog.vocabulary.connectors.map((entry) => entry.name)
    const close = closestName(type, names)
    collector.add('unknown-connector', yaml.source, span, {
      message: `there is no connector ${type}`,
      ...(close === undefined
        ? { help: `there are ${names.join(', ')}` }
        : {
            help: `did you mean ${close}?`,
            fix: { title: `Change to ${close}`, isGuess: true, edits: [{ span, text: close }] },
          }),
    })
    return undefined
  }
  const options = Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in commonSettings)))
  reportReferences(yaml, path, options, collector)
  const resolved = resolveReferences(options, unresolved, { missing: new Set(), secrets: new Set() })
  const issues = (connector.connection.safeParse(resolved).error?.issues ?? []).filter(
    (issue) =>
      issue.path.length === 0 ||
      issue.code === 'unrecognized_keys' ||
      !hasReference(valueAt(options, issue.path)),
  )
  const alsoKnown = Object.keys(commonSettings)
  reportIssues({ yaml, path, value: options, schema: connector.connection, alsoKnown }, issues, collector)
  const audience = settings['audience'] === 'public' ? 'public' : 'internal'
  return { name, connector, audience, options }
}
