import type { ConnectorEntry } from '../../catalog/connector.ts'
import { httpConnection, httpSinkOptions, type HttpConnection } from './options.ts'
import { HttpSink } from './sink.ts'

/** HTTP and HTTPS, as sink. */
export const httpConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'http',
  prose: 'HTTP requests with the rows as bodies, one each or in batches.',
  connection: httpConnection,
  sink: {
    options: httpSinkOptions,
    accepts: 'encoded',
    batchRowsMax: 1_000,
    // Method and batching differ between targets, so each target's shape has a lane of its own.
    laneOf: ({ constants, rule, index }) =>
      JSON.stringify([
        constants['method'],
        constants['batch'],
        constants['batch_rows'],
        constants['content_type'],
        constants['path'] ?? `${rule}/${String(index)}`,
      ]),
    create: (_, connection, target) => new HttpSink(connection as HttpConnection, target),
  },
}
