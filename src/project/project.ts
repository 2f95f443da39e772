import type { ConnectorEntry } from '../catalog/connector.ts'
import type { SourceDocument } from '../diagnostic/document.ts'
import type { Span } from '../diagnostic/span.ts'
import type { ProjectFile } from './schema.ts'

/** A connection as it stands in sluice.yaml, references not yet resolved. */
export interface Connection {
  readonly name: string
  readonly connector: ConnectorEntry
  readonly audience: 'public' | 'internal'
  readonly options: Readonly<Record<string, unknown>>
}

/** A connection that takes dead letters, with the options of its sink. */
export interface LetterConnection {
  readonly connection: string
  readonly options: Readonly<Record<string, string>>
}

/** Where dead letters go: to a connection, else to a file. */
export interface DeadLetterSettings {
  readonly file?: string | undefined
  readonly into?: LetterConnection | undefined
  /** A copy that may fail. */
  readonly copy?: LetterConnection | undefined
  readonly keepInput: boolean
}

/** What sluice.yaml says, for one profile. */
export interface Project {
  readonly source: SourceDocument
  /** False where the text is no YAML: then nothing is known of the connections. */
  readonly isReadable: boolean
  readonly connections: ReadonlyMap<string, Connection>
  /** Connections of a type that there is not; they have their finding, and rules may name them. */
  readonly brokenConnections: ReadonlySet<string>
  readonly defaultConnection: string | undefined
  /** Constants of the profile, which win over SET. */
  readonly constants: Readonly<Record<string, string | number | boolean | null>>
  readonly rulesOff: ReadonlySet<string>
  /** Where the profile names constants and rules. */
  readonly constantPlaces: ReadonlyMap<string, Span>
  readonly rulePlaces: ReadonlyMap<string, Span>
  readonly limits: NonNullable<ProjectFile['limits']>
  readonly lint: { readonly owner: boolean; readonly strict: boolean }
  readonly deadLetters: DeadLetterSettings
  /** Where the journal is, and how large it may get. */
  readonly state: NonNullable<ProjectFile['state']>
  /** Where the worker is measured; absent for nowhere. */
  readonly metrics?: NonNullable<ProjectFile['metrics']>
}
