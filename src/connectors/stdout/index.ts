import type { Writable } from 'node:stream'
import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import { StdoutSink } from './sink.ts'

/** Standard output, or what a caller puts in its place. */
export const createStdoutConnector = (output: () => Writable): ConnectorEntry => ({
  kind: 'connector',
  name: 'stdout',
  prose: 'Rows as NDJSON on standard output.',
  connection: z.strictObject({}),
  sink: {
    options: [],
    accepts: 'encoded',
    batchRowsMax: 1_000,
    laneOf: () => '',
    create: () => new StdoutSink(output),
  },
})

/** Standard output of this process. */
export const stdoutConnector: ConnectorEntry = createStdoutConnector(() => process.stdout)
