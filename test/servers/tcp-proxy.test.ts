import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'
import { TcpProxy } from './tcp-proxy.ts'

const BLAST = Buffer.alloc(16 * 1024 * 1024, 1)

test('what a client has said before it left arrives, though the server had more to say', async () => {
  let heard = ''
  let leave: () => void = () => undefined
  const left = new Promise<void>((resolve) => (leave = resolve))
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', (error) => (heard += error.message))
    // Listens only when all is said, as a busy broker does.
    socket.write(BLAST, () => socket.on('data', (chunk) => (heard += chunk.toString())))
    socket.once('end', () => socket.end())
    socket.once('close', () => leave())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const proxy = await new TcpProxy(typeof address === 'object' && address !== null ? address.port : 0).start()
  const client = connect({ port: proxy.port, host: '127.0.0.1' })
  client.on('error', () => undefined)
  try {
    await once(client, 'data')
    client.end('goodbye')
    client.resume()
    await left
    expect(heard).toBe('goodbye')
  } finally {
    client.destroy()
    await proxy.stop()
    server.close()
  }
})
