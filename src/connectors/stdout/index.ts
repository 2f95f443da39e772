import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { OutputBatch } from '../../stream/output.ts'
import type { OpenResult, Sink, WriteResult } from '../../stream/sink.ts'

/** Writes a line per row and waits until the stream has taken it. */
class StdoutSink implements Sink {
  async open(): Promise<OpenResult> {
    return { kind: 'open' }
  }

  async write(batch: OutputBatch): Promise<WriteResult> {
    const lines = Array.from({ length: batch.count }, (_, i) => `${batch.value(i).toString('utf8')}\n`).join(
      '',
    )
    return new Promise((resolve) => {
      process.stdout.write(lines, (error) => {
        resolve(error == null ? { kind: 'written' } : { kind: 'retry', message: error.message })
      })
    })
  }

  async close(): Promise<void> {
    // Standard output belongs to the process.
  }
}

/** Standard output. */
export const stdoutConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'stdout',
  prose: 'Rows as NDJSON on standard output.',
  connection: z.strictObject({}),
  sink: {
    options: [],
    accepts: 'encoded',
    batchRowsMax: 1_000,
    laneOf: () => '',
    create: () => new StdoutSink(),
  },
}
