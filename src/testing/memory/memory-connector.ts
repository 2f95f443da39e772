import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import { MemoryLog } from './memory-log.ts'
import { MemoryServer } from './memory-server.ts'
import { MemorySink } from './memory-sink.ts'
import { MemorySource } from './memory-source.ts'

export interface MemoryWorld {
  readonly entry: ConnectorEntry
  /** The log or server behind a connection of that name, made when it is first asked for. */
  readonly log: (connection: string, lanes?: number) => MemoryLog
  readonly server: (connection: string) => MemoryServer
}

export interface MemoryOptions {
  readonly batchRecordsMax?: number
  readonly batchRowsMax?: number
  readonly writesInFlightMax?: number
}

/** A connector named `memory`, with its logs and servers in reach of the test. */
export const memoryConnector = (options: MemoryOptions = {}): MemoryWorld => {
  const logs = new Map<string, MemoryLog>()
  const servers = new Map<string, MemoryServer>()
  const log = (connection: string, lanes = 1): MemoryLog => {
    const known = logs.get(connection) ?? new MemoryLog(lanes)
    logs.set(connection, known)
    return known
  }
  const server = (connection: string): MemoryServer => {
    const known = servers.get(connection) ?? new MemoryServer()
    servers.set(connection, known)
    return known
  }
  const entry: ConnectorEntry = {
    kind: 'connector',
    name: 'memory',
    prose: 'Records and rows in memory, for tests.',
    connection: z.object({}),
    source: {
      options: [],
      topics: 'exact',
      attributes: [],
      create: (name) => new MemorySource(log(name), options.batchRecordsMax ?? 100),
    },
    sink: {
      options: [],
      accepts: 'encoded',
      batchRowsMax: options.batchRowsMax ?? 100,
      writesInFlightMax: options.writesInFlightMax ?? 1,
      laneOf: () => '',
      create: (name) => new MemorySink(server(name)),
    },
  }
  return { entry, log, server }
}
