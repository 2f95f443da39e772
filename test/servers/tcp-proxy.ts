import { createServer, connect, type Server, type Socket } from 'node:net'

/** A TCP proxy on loopback whose connections a test can cut or freeze, as a network would. */
export class TcpProxy {
  port = 0
  /** Connections that were accepted. */
  accepted = 0
  /** Called for each connection to come; what it gives is told all that either side says there. */
  watch: (() => (bytes: Buffer, from: 'client' | 'server') => void) | undefined
  private readonly targetPort: number
  private readonly server: Server
  private readonly sockets = new Set<Socket>()
  private readonly rewrite: ((answer: Buffer, proxyPort: number) => void) | undefined
  private frozen = false
  private cutAfterBytes = Infinity

  /** `rewrite` may change what the server says, in place. */
  constructor(targetPort: number, rewrite?: (answer: Buffer, proxyPort: number) => void) {
    this.targetPort = targetPort
    this.rewrite = rewrite
    this.server = createServer({ allowHalfOpen: true }, (client) => {
      this.accepted++
      this.join(client)
    })
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject)
      this.server.listen(0, '127.0.0.1', resolve)
    })
    const address = this.server.address()
    if (typeof address === 'object' && address !== null) this.port = address.port
    return this
  }

  /** Resets all connections. */
  cut(): void {
    this.cutAfterBytes = Infinity
    for (const socket of this.sockets) socket.resetAndDestroy()
  }

  /** Resets all connections once that many bytes more have gone to the server. */
  cutAfter(bytes: number): void {
    this.cutAfterBytes = bytes
  }

  /** Nothing passes any more, in either direction, and nothing is closed. */
  freeze(): void {
    this.frozen = true
    for (const socket of this.sockets) socket.pause()
  }

  thaw(): void {
    this.frozen = false
    for (const socket of this.sockets) socket.resume()
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve()
      })
    })
    for (const socket of this.sockets) socket.destroy()
    await closed
  }

  private join(client: Socket): void {
    const watcher = this.watch?.()
    const server = connect({ port: this.targetPort, host: '127.0.0.1', allowHalfOpen: true })
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from)
      from.on('error', () => undefined)
      // A side that has ended in order may have bytes that the other has not read yet: only `end` is passed on.
      from.on('close', (hadError) => {
        this.sockets.delete(from)
        if (hadError) to.destroy()
      })
      from.on('data', (chunk: Buffer) => {
        if (from === client && !this.passes(chunk.length)) return
        watcher?.(chunk, from === server ? 'server' : 'client')
        if (from === server) this.rewrite?.(chunk, this.port)
        if (!to.write(chunk)) {
          from.pause()
          to.once('drain', () => {
            if (!this.frozen) from.resume()
          })
        }
      })
      from.on('end', () => to.end())
      if (this.frozen) from.pause()
    }
  }

  private passes(bytes: number): boolean {
    this.cutAfterBytes -= bytes
    if (this.cutAfterBytes > 0) return true
    this.cut()
    return false
  }
}
