import { httpConnector } from '../../../src/connectors/http/index.ts'
import { HttpReceiver } from '../../servers/http-receiver.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type SinkHarness } from '../harness.ts'

export const httpHarness: SinkHarness = {
  entry: httpConnector,
  ordered: true,
  network: true,
  start: async () => {
    const receiver = await new HttpReceiver().start()
    receiver.script = ({ body }) => ({ status: body.includes('"poison"') ? 422 : 204 })
    let count = 0
    return {
      port: receiver.port,
      connection: (port = receiver.port) => ({
        url: `http://127.0.0.1:${String(port)}/api`,
        connect_timeout_ms: 500,
        response_timeout_ms: 1_000,
      }),
      destination: async () => {
        const path = `/rows/${String(++count)}`
        const shape = targetOf({
          connector: 'http',
          columns: contractColumns,
          constants: { path, batch: 'ndjson', batch_rows: 50 },
          perRow: ['headers'],
        })
        return {
          shape,
          read: async () =>
            receiver.requests
              .filter((request) => request.path === `/api${path}` && !request.body.includes('"poison"'))
              .flatMap(({ body }) => body.trimEnd().split('\n').map(arrivedOf)),
        }
      },
      poison: [
        { what: 'a row that the server refuses', row: { columns: { id: 1, name: 'poison' } } },
        {
          what: 'a header that would end early',
          row: { columns: { id: 2, name: 'a' }, options: { headers: { 'x-a': 'b\r\nx-c: d' } } },
        },
        {
          what: 'a header that frames the request',
          row: { columns: { id: 3, name: 'a' }, options: { headers: { 'content-length': '3' } } },
        },
      ],
      stop: () => receiver.stop(),
    }
  },
}
