import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { httpConnector } from '../../../src/connectors/http/index.ts'
import type { TableHarness } from '../table-harness.ts'
import { jsonRow } from './json-row.ts'

export const httpHarness: TableHarness = {
  entry: httpConnector,
  network: true,
  fetches: false,
  start: async () => {
    let body = '[]'
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/api/rooms' && request.headers['x-team'] === 'risk' ? 200 : 404
      response.end(body)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return {
      port,
      connection: (to = port) => ({
        url: `http://127.0.0.1:${String(to)}/api`,
        headers: { 'X-Team': 'risk' },
        connect_timeout_ms: 500,
        response_timeout_ms: 1_000,
      }),
      endpoint: `path = '/rooms'`,
      fill: async (rows) => {
        body = `[${rows.map(jsonRow).join(',')}]`
      },
      spoil: async () => {
        body = '{"error": "no"}'
      },
      stop: async () => {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
      },
    }
  },
}
