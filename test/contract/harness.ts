import type { ConnectorEntry } from '../../src/catalog/connector.ts'
import type { OutputColumn, TargetShape } from '../../src/stream/output.ts'
import type { TcpProxy } from '../servers/tcp-proxy.ts'
import type { TestRow } from './batch-of.ts'

/** What arrived, as the suite compares it: the id with all its digits. */
export interface ArrivedRow {
  readonly id: string
  readonly name: string | null
}

/** An empty place to write to, and a way to see what came. */
export interface Destination {
  readonly shape: TargetShape
  read(): Promise<readonly ArrivedRow[]>
}

export interface PoisonRow {
  readonly what: string
  readonly row: TestRow
  /** 'row-refused' unless said. */
  readonly slug?: string
}

/** A running server, as one connector's sink sees it. */
export interface Stage {
  /** The server's port; 0 where there is no network between us. */
  readonly port: number
  /** A proxy before the server; where a server tells its clients its own port, that of the proxy stands in its place. */
  readonly proxy?: () => TcpProxy
  /** Options of the connection, to the server or to another port of this machine. */
  connection(port?: number): Readonly<Record<string, unknown>>
  destination(): Promise<Destination>
  /** Rows that the server will never take. */
  readonly poison: readonly PoisonRow[]
  stop(): Promise<void>
}

export interface SinkHarness {
  /** Tells harnesses of one connector apart. */
  readonly name?: string
  readonly entry: ConnectorEntry
  /** Rows of one write arrive in the order in which they were written. */
  readonly ordered: boolean
  /** There is a network between us and the server, which can be cut. */
  readonly network: boolean
  readonly start: () => Promise<Stage>
}

/** The columns of every row that the suite writes. */
export const contractColumns: readonly OutputColumn[] = [
  { name: 'id', type: { kind: 'INTEGER', nullable: false } },
  { name: 'name', type: { kind: 'STRING', nullable: true } },
]

/** A row as a line of JSON, read without losing digits. */
export const arrivedOf = (line: string): ArrivedRow => ({
  id: /"id":(-?\d+)/.exec(line)?.[1] ?? '',
  name: (JSON.parse(line) as { name: string | null }).name,
})
