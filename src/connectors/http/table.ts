import type { Dispatcher } from 'undici'
import type { TableEntry, TableRequest } from '../../catalog/connector.ts'
import type { SnapshotReader, TableInput } from '../../stream/table.ts'
import { errorMessage } from '../error-message.ts'
import { readRows, type RowText } from '../rows/read-rows.ts'
import { tlsOptions } from '../tls-settings.ts'
import type { HttpConnection } from './options.ts'
import { ownHeaders } from './own-headers.ts'
import { requestPath } from './request-path.ts'

const isAccepted = (answer: Dispatcher.ResponseData, { accept_status: accepted }: HttpConnection): boolean =>
  (answer.statusCode >= 200 && answer.statusCode < 300) || accepted?.includes(answer.statusCode) === true

/** The answer of a GET: an array of objects, or one object a line. */
const httpTable = (options: HttpConnection, path: string, text: RowText): SnapshotReader => ({
  kind: 'snapshot',
  rows: async function* (signal): AsyncIterable<readonly TableInput[]> {
    const { Agent, buildConnector, request } = await import('undici')
    const dispatcher = new Agent({
      connections: 1,
      headersTimeout: options.response_timeout_ms,
      bodyTimeout: options.response_timeout_ms,
      connect: buildConnector({ timeout: options.connect_timeout_ms, ...tlsOptions(options) }),
    })
    const base = new URL(options.url)
    try {
      const answer = await request(`${base.origin}${path}`, {
        dispatcher,
        signal,
        method: 'GET',
        headers: { accept: 'application/json, application/x-ndjson', ...ownHeaders(options) },
      })
      if (!isAccepted(answer, options)) throw new Error(`HTTP ${String(answer.statusCode)}`)
      yield* readRows(answer.body as AsyncIterable<Uint8Array>, text)
    } catch (error) {
      throw new Error(`GET ${path}: ${errorMessage(error)}`)
    } finally {
      await dispatcher.destroy()
    }
  },
  close: async () => undefined,
})

const pathOf = ({ options }: TableRequest, base: URL): string | undefined =>
  requestPath(base, typeof options['path'] === 'string' ? options['path'] : '')

/** Lists over HTTP, read again as a whole each time. */
export const httpTableEntry: TableEntry = {
  options: [
    {
      name: 'path',
      prose: 'Path and query of the request, below the url of the connection.',
      per: 'constant',
      kinds: ['STRING'],
      check: (value) =>
        typeof value === 'string' && requestPath(new URL('http://host/'), value) !== undefined
          ? undefined
          : 'expected a path',
    },
    {
      name: 'format',
      prose: 'What the answer is: json (an array of objects), ndjson or csv; json unless said.',
      per: 'constant',
      kinds: ['STRING'],
      values: ['json', 'ndjson', 'csv'],
    },
  ],
  create: (connection, request, bytesMax) => {
    const options = connection as HttpConnection
    const base = new URL(options.url)
    const format = (request.options['format'] ?? 'json') as RowText['format']
    const text = { format, separator: ',', columns: request.columns, bytesMax }
    return httpTable(options, pathOf(request, base) ?? base.pathname, text)
  },
}
