import type { ConnectorEntry } from '../../src/catalog/connector.ts'

/** A row as the suite gives it to a server: two key columns and what hangs on them. */
export interface GivenRow {
  readonly branch: string
  readonly room: bigint
  readonly name: string | null
  readonly amount: string | null
  readonly open: boolean | null
  readonly since: string | null
}

/** A server with one table in it. */
export interface TableStage {
  readonly port: number
  connection(port?: number): Readonly<Record<string, unknown>>
  /** The options of the endpoint, as they stand in a rule file. */
  readonly endpoint: string
  /** Makes these the rows of the table, and nothing else. */
  fill(rows: readonly GivenRow[]): Promise<void>
  /** Makes the table unreadable, as by a file that is half written; undefined where that cannot be. */
  spoil?(): Promise<void>
  stop(): Promise<void>
}

export interface TableHarness {
  readonly entry: ConnectorEntry
  /** There is a network between us and the server, which can be cut. */
  readonly network: boolean
  /** Single rows can be asked for. */
  readonly fetches: boolean
  readonly start: () => Promise<TableStage>
}
