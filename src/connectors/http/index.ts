import type { ConnectorEntry } from '../../catalog/connector.ts'
import { httpConnection, httpSinkOptions, type HttpConnection } from './options.ts'
import { probeHttp } from './probe.ts'
import { HttpSink } from './sink.ts'
import { httpTableEntry } from './table.ts'

/** HTTP and HTTPS, as sink and table. */
export const httpConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'http',
  prose:
    'HTTP requests with the rows as bodies, one each or in batches. As a table the list that a GET answers.',
  connection: httpConnection,
  probe: (_, connection, use) => probeHttp(connection as HttpConnection, use),
  sink: {
    options: httpSinkOptions,
    accepts: 'encoded',
    batchRowsMax: 1_000,
    // Method and batching differ between targets, so each target's shape has a lane of its own.
    laneOf: ({ constants, rule, index }) => {
      const { method, batch, batch_rows: rows, content_type: type, path } = constants
      const shape = [method ?? 'POST', path ?? `${rule}/${String(index)}`, batch, rows, type]
      return shape.filter((part) => part !== undefined).join(' ')
    },
    create: (_, connection, target) => new HttpSink(connection as HttpConnection, target),
  },
  table: httpTableEntry,
}
