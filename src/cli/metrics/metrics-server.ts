import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { EngineSnapshot } from '../../runtime/engine-snapshot.ts'
import { Exposition } from './exposition.ts'

const CONNECTIONS_MAX = 32
const REQUEST_TIMEOUT_MS = 10_000
const HEADER_BYTES_MAX = 8 * 1024

export interface MetricsAddress {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
}

/** The open port. */
export interface MetricsServer {
  readonly url: string
  close(): Promise<void>
}

/** What keeps the worker from being healthy: only a restart, or its operator, can help. */
const illnesses = ({ broken, journal }: EngineSnapshot): readonly string[] => [
  ...(journal?.failure === undefined ? [] : [`the journal has failed: ${journal.failure}`]),
  ...(broken === undefined ? [] : [`a ledger is broken: ${broken}`]),
]

/** What keeps the worker from doing its work now. */
const waits = (now: EngineSnapshot): readonly string[] => [
  ...now.connections
    .filter(({ state }) => state !== 'open' && state !== 'ended')
    .map(({ name, reason, state, use }) => `${use} ${name} is ${state}: ${reason ?? 'no answer yet'}`),
  ...now.streams.flatMap(({ stopped, stream }) =>
    stopped === undefined ? [] : [`stream ${stream} has stopped: ${stopped}`],
  ),
  ...(now.journal?.diskFull === true ? ['the disk is full'] : []),
]

const say = (response: ServerResponse, problems: readonly string[]): void => {
  const code = problems.length === 0 ? 200 : 503
  response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' })
  response.end(problems.length === 0 ? 'ok\n' : `${problems.join('\n')}\n`)
}

/** Opens the port with `/metrics`, `/healthz` and `/readyz`. Rejects where it is taken. */
export const openMetrics = async (
  snapshot: () => EngineSnapshot,
  version: string,
  { host, port }: MetricsAddress,
): Promise<MetricsServer> => {
  const exposition = new Exposition(version)
  const answer = async (path: string, response: ServerResponse): Promise<void> => {
    switch (path) {
      case '/metrics': {
        const text = await exposition.text(snapshot())
        response.writeHead(200, { 'content-type': exposition.contentType }).end(text)
        return
      }
      case '/healthz':
        say(response, illnesses(snapshot()))
        return
      case '/readyz': {
        const now = snapshot()
        say(response, [...illnesses(now), ...waits(now)])
        return
      }
      default:
        response.writeHead(404).end('there are /metrics, /healthz and /readyz\n')
    }
  }
  const options = { requestTimeout: REQUEST_TIMEOUT_MS, maxHeaderSize: HEADER_BYTES_MAX }
  const server = createServer(options, ({ method, url }, response) => {
    if (method !== 'GET' && method !== 'HEAD') response.writeHead(405).end()
    else
      answer((url ?? '').replace(/\?.*$/, ''), response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500)
        response.end(`${String(error)}\n`)
      })
  })
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  server.unref()
  const shown = host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${shown}:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
