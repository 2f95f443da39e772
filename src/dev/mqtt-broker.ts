import { createServer, type Server } from 'node:net'

/** A server of our own on loopback. */
export interface Embedded {
  readonly port: number
  close(): Promise<void>
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

/** An MQTT 3.1.1 broker in this process, by aedes. */
export const startMqttBroker = async (): Promise<Embedded> => {
  const { Aedes } = await import('aedes')
  const broker = await Aedes.createBroker()
  const server = createServer((socket) => {
    broker.handle(socket)
  })
  const port = await listen(server)
  return {
    port,
    close: async () => {
      await new Promise<void>((resolve) => {
        broker.close(() => {
          resolve()
        })
      })
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
}
