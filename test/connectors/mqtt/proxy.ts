import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface Proxy {
  readonly url: string
  /** Sends bytes to all clients, as if the broker had sent them. */
  inject(bytes: Buffer): void
  stop(): Promise<void>
}

/** Stands between a client and a real broker, to say what that broker cannot be brought to say. */
export const startProxy = async (port: number): Promise<Proxy> => {
  const clients = new Set<Socket>()
  const server = createServer((client) => {
    const broker = connect(port, '127.0.0.1')
    clients.add(client)
    client.pipe(broker).pipe(client)
    client.on('error', () => broker.destroy())
    broker.on('error', () => client.destroy())
    client.on('close', () => clients.delete(client))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `mqtt://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    inject: (bytes) => {
      for (const client of clients) client.write(bytes)
    },
    stop: async () => {
      for (const client of clients) client.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
