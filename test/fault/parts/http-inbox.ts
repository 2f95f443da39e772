import { createServer, type Server } from 'node:http'
import { Arrivals } from './arrivals.ts'

/** An HTTP server that takes NDJSON and can be restarted at its port. */
export class HttpInbox {
  readonly arrivals = new Arrivals()
  port = 0
  private server: Server | undefined

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        for (const line of Buffer.concat(chunks).toString('utf8').split('\n'))
          if (line !== '') this.arrivals.add(Number((JSON.parse(line) as { id: string }).id))
        response.writeHead(204).end()
      })
    })
    this.server = server
    await new Promise<void>((done) => server.listen(this.port, '127.0.0.1', done))
    const address = server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
  }

  async stop(): Promise<void> {
    const { server } = this
    if (server === undefined) return
    const closed = new Promise<void>((done) =>
      server.close(() => {
        done()
      }),
    )
    server.closeAllConnections()
    await closed
  }
}
