import { join, resolve } from 'node:path'
import type { Catalog } from '../catalog/catalog.ts'
import type { ConnectionOptions } from '../catalog/connector.ts'
import { ConnectorTarget, type LetterEndpoint } from '../delivery/dead-letter/connector-target.ts'
import { CopiedTarget } from '../delivery/dead-letter/copied-target.ts'
import type { DeadLetterTarget } from '../delivery/dead-letter/dead-letter-target.ts'
import { FileTarget } from '../delivery/dead-letter/file-target.ts'
import { Quarantine } from '../delivery/dead-letter/quarantine.ts'
import { RedrivenLog } from '../delivery/dead-letter/redriven-log.ts'
import type { LetterConnection, Project } from '../project/project.ts'
import { DEFAULT_STATE_FOLDER } from './state-folder.ts'

const DEAD_LETTERS = 'dead-letters.ndjson'

export interface LetterOptions {
  readonly settings: Project | undefined
  /** Resolved, those for dead letters among them. */
  readonly connections: Readonly<Record<string, ConnectionOptions>>
  readonly catalog: Catalog
  /** Folder of sluice.yaml. */
  readonly directory: string
  readonly stateFolder?: string
}

/** Connections that dead letters go to. */
export const letterConnections = (settings: Project | undefined): readonly string[] => {
  const { copy, into } = settings?.deadLetters ?? {}
  return [into, copy].flatMap((one) => (one === undefined ? [] : [one.connection]))
}

export const letterFile = ({ directory, settings }: Pick<LetterOptions, 'directory' | 'settings'>): string =>
  resolve(directory, settings?.deadLetters.file ?? DEAD_LETTERS)

/** Whole letters that were too large for their target. */
export const letterQuarantine = (options: Pick<LetterOptions, 'directory' | 'stateFolder'>): Quarantine =>
  new Quarantine(join(options.stateFolder ?? join(options.directory, DEFAULT_STATE_FOLDER), 'dead-letters'))

/** What was redriven by the worker of a state folder. */
export const redrivenLog = (stateFolder: string): RedrivenLog =>
  new RedrivenLog(join(stateFolder, 'dead-letters', 'redriven.log'))

/** A connection of the settings, with its connector. */
export const letterEndpoint = (
  { connections, settings }: LetterOptions,
  { connection, options }: LetterConnection,
): LetterEndpoint => ({
  connection,
  connector: settings?.connections.get(connection)?.connector.name ?? '',
  settings: connections[connection] ?? {},
  options,
})

const connectorTarget = (options: LetterOptions, connection: LetterConnection): DeadLetterTarget => {
  const endpoint = letterEndpoint(options, connection)
  const sink = options.catalog.connector(endpoint.connector)?.sink
  if (sink === undefined) throw new Error(`broken invariant: ${connection.connection} takes no dead letters`)
  return new ConnectorTarget(sink, endpoint, letterQuarantine(options))
}

/** Where the dead letters of a project go. */
export const letterTarget = (options: LetterOptions): DeadLetterTarget => {
  const { copy, into } = options.settings?.deadLetters ?? {}
  const target = into === undefined ? new FileTarget(letterFile(options)) : connectorTarget(options, into)
  return copy === undefined ? target : new CopiedTarget(target, connectorTarget(options, copy))
}
