import type { ConnectorEntry } from '../catalog/connector.ts'
import type { ProjectFile } from './schema.ts'

/** A connection as it stands in sluice.yaml, references not yet resolved. */
export interface Connection {
  readonly name: string
  readonly connector: ConnectorEntry
  readonly audience: 'public' | 'internal'
  readonly options: Readonly<Record<string, unknown>>
}

/** What sluice.yaml says, for one profile. */
export interface Project {
  readonly connections: ReadonlyMap<string, Connection>
  readonly defaultConnection: string | undefined
  /** Constants of the profile, which win over SET. */
  readonly constants: Readonly<Record<string, string | number | boolean | null>>
  readonly rulesOff: ReadonlySet<string>
  readonly limits: NonNullable<ProjectFile['limits']>
  readonly lint: { readonly owner: boolean; readonly strict: boolean }
  readonly deadLetterFile: string | undefined
}
