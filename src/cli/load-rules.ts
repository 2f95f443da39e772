import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, relative, resolve } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import { checkProject } from '../check/check.ts'
import type { KnownConnection } from '../check/check-options.ts'
import type { CheckedFile } from '../check/check-options.ts'
import type { CheckedProject } from '../check/checked/project.ts'
import { defaultCatalog } from '../default-catalog.ts'
import { Collector } from '../diagnostic/collector.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { SourceDocument } from '../diagnostic/document.ts'
import { checkProfile } from '../project/check-profile.ts'
import { loadProject } from '../project/load-project.ts'
import type { Connection, Project } from '../project/project.ts'
import { nodeCapabilities } from '../runtime/capabilities.ts'
import type { FileNode } from '../syntax/ast/index.ts'
import { parse } from '../syntax/parse.ts'
import { projectFileOf } from './project-file.ts'
import { readAll, STDIN } from './read-all.ts'
import { findRuleFiles, readRuleFiles } from './rule-files.ts'
import type { Terminal } from './terminal.ts'

export interface LoadOptions {
  readonly config?: string
  readonly profile?: string
  /** Rules that are right and cannot run yet are a warning for a command that runs nothing. */
  readonly notYet?: 'warning' | 'error'
  /** Another vocabulary than the usual one: `dev` has embedded parts behind the connectors. */
  readonly catalog?: Catalog
  /** Texts to check in place of what is in the files of these names. */
  readonly texts?: ReadonlyMap<string, string>
}

/** A project as the commands work with it. */
export interface LoadedRules {
  readonly documents: readonly SourceDocument[]
  /** The documents, parsed. */
  readonly files: readonly CheckedFile[]
  readonly diagnostics: readonly Diagnostic[]
  /** The rules without errors; those that the profile switches off are left out. */
  readonly project: CheckedProject
  /** undefined where there is no sluice.yaml. */
  readonly settings: Project | undefined
  /** Folder of sluice.yaml. */
  readonly directory: string
}

const readDocuments = async (
  terminal: Terminal,
  paths: readonly string[],
  texts: LoadOptions['texts'],
): Promise<readonly SourceDocument[]> => {
  if (paths.includes(STDIN))
    return [new SourceDocument('<stdin>', (await readAll(terminal.input)).toString('utf8'))]
  const files = await findRuleFiles(paths.length === 0 ? ['.'] : paths, terminal.directory)
  const documents = await readRuleFiles(files, terminal.directory)
  return documents.map(({ name, text }) => new SourceDocument(name, texts?.get(name) ?? text))
}

const readSchema =
  (directory: string) =>
  (path: string, from: SourceDocument): string | undefined => {
    try {
      return readFileSync(resolve(directory, dirname(from.name), path), 'utf8')
    } catch {
      return undefined
    }
  }

/** `stdout` is always there. */
const withStdout = (settings: Project, catalog: Catalog): Project => {
  const connector = catalog.connector('stdout')
  if (connector === undefined || settings.connections.has('stdout')) return settings
  const stdout: Connection = { name: 'stdout', connector, audience: 'internal', options: {} }
  return { ...settings, connections: new Map([...settings.connections, ['stdout', stdout]]) }
}

const readSettings = async (
  file: string,
  directory: string,
  { catalog, profile, texts }: LoadOptions & { readonly catalog: Catalog },
  collector: Collector,
): Promise<Project> => {
  const name = relative(directory, file)
  const document = new SourceDocument(name, texts?.get(name) ?? (await readFile(file, 'utf8')))
  return withStdout(loadProject(document, catalog, profile, collector), catalog)
}

/** What the profile names is looked for in the rule files, where these could be read. */
const checkNames = (settings: Project, files: readonly FileNode[], collector: Collector): void => {
  const statements = files.flatMap((file) => file.statements)
  const names = (kind: 'rule' | 'set'): readonly string[] =>
    statements.flatMap((statement) => (statement.kind === kind ? [statement.name.text] : []))
  checkProfile(settings, { rules: names('rule'), constants: names('set') }, collector)
}

/** What the checker is told of connections; nothing is known of those that sluice.yaml has mistakes in. */
const knownConnections = (
  connections: Project['connections'],
  broken: Iterable<string>,
): ReadonlyMap<string, KnownConnection> =>
  new Map<string, KnownConnection>([
    ...[...connections.values()].map(
      ({ name, connector, audience, options }) =>
        [name, { type: connector.name, audience, settings: options }] as const,
    ),
    ...[...broken].map((name) => [name, { type: '', audience: 'internal' }] as const),
  ])

/** Reads and checks rule files and the sluice.yaml that belongs to them. */
export const loadRules = async (
  terminal: Terminal,
  paths: readonly string[],
  options: LoadOptions,
): Promise<LoadedRules> => {
  const collector = new Collector()
  const { catalog = defaultCatalog } = options
  const documents = await readDocuments(terminal, paths, options.texts)
  const file = await projectFileOf(options.config, paths.includes(STDIN) ? [] : paths, terminal.directory)
  const settings =
    file === undefined
      ? undefined
      : await readSettings(file, terminal.directory, { ...options, catalog }, collector)
  // Where sluice.yaml cannot be read that is the finding, and connections are assumed.
  const connections = settings?.isReadable === true ? settings.connections : undefined
  const files = documents.map((document) => ({ document, file: parse(document, collector) }))
  const project = checkProject(
    {
      files,
      catalog,
      capabilities: nodeCapabilities(),
      readFile: readSchema(terminal.directory),
      todayMs: Date.now(),
      notYet: options.notYet ?? 'error',
      ...(settings === undefined ? {} : { constants: settings.constants, lint: settings.lint }),
      ...(settings?.defaultConnection === undefined ? {} : { defaultConnection: settings.defaultConnection }),
      ...(connections === undefined
        ? {}
        : { connections: knownConnections(connections, settings?.brokenConnections ?? []) }),
    },
    collector,
  )
  if (settings !== undefined && !collector.hasErrors)
    checkNames(
      settings,
      files.map(({ file }) => file),
      collector,
    )
  const rules = project.rules.filter((rule) => settings?.rulesOff.has(rule.name) !== true)
  return {
    documents,
    files,
    // A sluice.yaml that cannot be read is not one that is not there.
    diagnostics: collector
      .sorted()
      .filter(({ slug }) => slug !== 'assumed-connections' || settings === undefined),
    project: { ...project, rules, tests: project.tests.filter((test) => rules.includes(test.rule)) },
    settings,
    directory: file === undefined ? terminal.directory : dirname(file),
  }
}
