import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'

export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** The client's port: requests over one kept connection have the same. */
  readonly port: number
}

export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly delayMs?: number
}

/** `reset` drops the connection; a function answers by itself. */
export type Script = (
  request: ReceivedRequest,
  index: number,
) => Answer | 'reset' | ((response: ServerResponse) => void)

/** A real HTTP server that notes each request and answers as its script says, 204 unless it has one. */
export class HttpReceiver {
  readonly requests: ReceivedRequest[] = []
  script: Script = () => ({ status: 204 })
  port = 0
  private readonly server: Server

  constructor() {
    this.server = createServer((message, response) => {
      const chunks: Buffer[] = []
      message.on('error', () => undefined)
      message.on('data', (chunk: Buffer) => chunks.push(chunk))
      message.on('end', () => {
        const request: ReceivedRequest = {
          method: message.method ?? '',
          path: message.url ?? '',
          headers: message.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          port: message.socket.remotePort ?? 0,
        }
        this.requests.push(request)
        this.answer(request, response)
      })
    })
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(port, '127.0.0.1', resolve)
    })
    const address = this.server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
    return this
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve()
      })
    })
    this.server.closeAllConnections()
    await closed
  }

  private answer(request: ReceivedRequest, response: ServerResponse): void {
    const answer = this.script(request, this.requests.length - 1)
    if (answer === 'reset') {
      response.socket?.resetAndDestroy()
      return
    }
    if (typeof answer === 'function') {
      answer(response)
      return
    }
    setTimeout(() => {
      response.writeHead(answer.status, answer.headers).end(answer.body)
    }, answer.delayMs ?? 0)
  }
}
