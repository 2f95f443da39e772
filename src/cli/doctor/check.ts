import type { ConnectionOptions } from '../../catalog/connector.ts'
import type { ProbeFinding } from '../../catalog/probe.ts'
import type { LoadedRules } from '../load-rules.ts'
import type { Terminal } from '../terminal.ts'

/** What checks look at. */
export interface Examined {
  readonly terminal: Terminal
  readonly loaded: LoadedRules
  /** Of the connections that rules use, resolved; or what is wrong with them. */
  readonly connections: Readonly<Record<string, ConnectionOptions>> | readonly string[]
  readonly stateFolder: string
}

export interface DoctorCheck {
  readonly name: string
  run(examined: Examined): Promise<readonly ProbeFinding[]>
}
