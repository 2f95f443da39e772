import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Arrivals } from './arrivals.ts'
import { idIn } from './record.ts'

/** What a request has brought, and the way to answer it. */
export interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: string
  /** Takes the rows in; an inbox that answers with an error need not. */
  take(): void
}

/** An HTTP server that takes NDJSON and can be restarted at its port; `answer` may misbehave. */
export class HttpInbox {
  readonly arrivals = new Arrivals()
  port = 0
  answer: (visit: Visit) => void = (visit) => {
    visit.take()
    visit.response.writeHead(204).end()
  }
  private server: Server | undefined

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      response.on('error', () => undefined)
      request.on('error', () => undefined)
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8')
        this.answer({ request, response, body, take: () => this.take(body) })
      })
    })
    this.server = server
    await new Promise<void>((done, failed) => {
      server.once('error', failed)
      server.listen(this.port, '127.0.0.1', done)
    })
    const address = server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
  }

  async stop(): Promise<void> {
    const { server } = this
    if (server === undefined) return
    this.server = undefined
    const closed = new Promise<void>((done) =>
      server.close(() => {
        done()
      }),
    )
    server.closeAllConnections()
    await closed
  }

  private take(body: string): void {
    for (const line of body.split('\n')) if (line !== '') this.arrivals.add(idIn(line))
  }
}
