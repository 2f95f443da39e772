import { errorWords } from '../../base/error-words.ts'
import { readFile } from 'node:fs/promises'
import { dirname, relative } from 'node:path'
import { defaultCatalog } from '../../default-catalog.ts'
import type { Quarantine } from '../../delivery/dead-letter/quarantine.ts'
import { readLetterFile, readLettersOf, type Visit } from '../../delivery/dead-letter/read-letters.ts'
import type { RedrivenLog } from '../../delivery/dead-letter/redriven-log.ts'
import { Collector } from '../../diagnostic/collector.ts'
import { SourceDocument } from '../../diagnostic/document.ts'
import { loadProject } from '../../project/load-project.ts'
import type { LetterConnection, Project } from '../../project/project.ts'
import { resolveConnections } from '../../project/resolve-connections.ts'
import { letterEndpoint, letterFile, letterQuarantine, redrivenLog } from '../letter-target.ts'
import { projectFileOf } from '../project-file.ts'
import { referencesOf } from '../references.ts'
import { stateFolderOf, type StateOptions } from '../state-folder.ts'
import { systemClock } from '../system-clock.ts'
import type { Terminal } from '../terminal.ts'

/** The letters cannot be read; the message is for people. */
export class LetterProblem extends Error {}

/** Where the dead letters of a project are, and what of them was redriven. */
export interface LetterSource {
  readonly stateFolder: string
  readonly quarantine: Quarantine
  readonly redriven: RedrivenLog
  /** Tells of each letter at least once. Rejects with `LetterProblem`. */
  read(visit: Visit): Promise<void>
}

const readSettings = async (file: string, directory: string): Promise<Project> => {
  const document = new SourceDocument(relative(directory, file), await readFile(file, 'utf8'))
  const collector = new Collector()
  const project = loadProject(document, defaultCatalog, undefined, collector)
  const [first] = collector.sorted().filter(({ severity }) => severity === 'error')
  if (first !== undefined) throw new LetterProblem(`${document.name}: ${first.message}; see sluice check`)
  return project
}

/** `connection/topic`, or `connection/table`: letters that a rule has sent elsewhere, with its rows. */
const namedBy = (from: string, settings: Project | undefined): LetterConnection => {
  const [connection = '', ...rest] = from.split('/')
  const known = settings?.connections.get(connection)
  if (known === undefined || rest.length === 0)
    throw new LetterProblem(
      `--from ${from}: expected a connection of sluice.yaml, a slash, and a topic or table`,
    )
  return { connection, options: { [known.connector.name === 'kafka' ? 'topic' : 'table']: rest.join('/') } }
}

const readerOf = (settings: Project | undefined, directory: string, terminal: Terminal, from?: string) => {
  const into = from === undefined ? settings?.deadLetters.into : namedBy(from, settings)
  if (settings === undefined || into === undefined)
    return (visit: Visit) => readLetterFile(letterFile({ settings, directory }), visit)
  const used = new Set([into.connection])
  const resolved = resolveConnections(settings, used, referencesOf(terminal, directory), directory)
  const problems = [...resolved.missing.map((name) => `missing: ${name}`), ...resolved.problems]
  if (problems.length > 0) throw new LetterProblem(problems.join('\n'))
  const options = { settings, connections: resolved.options, catalog: defaultCatalog, directory }
  const endpoint = letterEndpoint(options, into)
  const entry = defaultCatalog.connector(endpoint.connector)?.table
  if (entry === undefined) throw new LetterProblem(`${endpoint.connector} cannot be read`)
  return async (visit: Visit) => {
    try {
      await readLettersOf(entry, endpoint, visit, systemClock, new AbortController().signal)
    } catch (error) {
      throw new LetterProblem(`${into.connection}: ${errorWords(error)}`)
    }
  }
}

/** The dead letters of the nearest sluice.yaml. Rejects with `LetterProblem`. */
export const letterSource = async (
  terminal: Terminal,
  options: StateOptions & { readonly from?: string },
): Promise<LetterSource> => {
  const file = await projectFileOf(options.config, [], terminal.directory)
  const directory = file === undefined ? terminal.directory : dirname(file)
  const settings = file === undefined ? undefined : await readSettings(file, terminal.directory)
  const stateFolder = await stateFolderOf(terminal, options)
  return {
    stateFolder,
    quarantine: letterQuarantine({ directory, stateFolder }),
    redriven: redrivenLog(stateFolder),
    read: readerOf(settings, directory, terminal, options.from),
  }
}
