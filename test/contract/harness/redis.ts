import { Redis } from 'ioredis'
import { redisConnector } from '../../../src/connectors/redis/index.ts'
import { need } from '../../servers/need.ts'
import { targetOf } from '../batch-of.ts'
import { arrivedOf, contractColumns, type SinkHarness } from '../harness.ts'

export const redisHarness: SinkHarness = {
  entry: redisConnector,
  ordered: true,
  network: true,
  start: async () => {
    const server = await need('redis')
    const client = new Redis(server.url)
    const prefix = `contract:${String(process.pid)}`
    const text = `${prefix}:text`
    await client.set(text, 'no list')
    let count = 0
    return {
      port: server.port,
      connection: (port = server.port) => ({
        url: `redis://${server.host}:${String(port)}`,
        connect_timeout_ms: 500,
        command_timeout_ms: 1_000,
      }),
      destination: async () => {
        const key = `${prefix}:${String(++count)}`
        return {
          shape: targetOf({
            connector: 'redis',
            columns: contractColumns,
            constants: { command: 'RPUSH', key },
            perRow: ['args'],
          }),
          read: async () => (await client.lrange(key, 0, -1)).map(arrivedOf),
        }
      },
      // Rows with `args` of their own, beside others that have none.
      poison: [
        {
          what: 'a key of another type',
          row: { columns: { id: 1, name: 'a' }, options: { args: [text, 'a'] } },
        },
        {
          what: 'a key that is no valid Unicode',
          row: { columns: { id: 2, name: 'a' }, options: { args: ['a\ud800b', 'a'] } },
        },
        { what: 'too few arguments', row: { columns: { id: 3, name: 'a' }, options: { args: ['a'] } } },
        { what: 'NULL', row: { columns: { id: 4, name: 'a' }, options: { args: ['a', null] } } },
      ],
      stop: async () => {
        const keys = await client.keys(`${prefix}:*`)
        if (keys.length > 0) await client.del(keys)
        client.disconnect()
      },
    }
  },
}
