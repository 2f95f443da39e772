import { Redis } from 'ioredis'
import type { Stage } from '../harness/stage.ts'
import { Arrivals } from '../parts/arrivals.ts'
import { idIn } from '../parts/record.ts'
import type { Receiver } from './receiver.ts'

/** A list in Redis, which keeps every repeat. */
export const redisReceiver = async (stage: Stage): Promise<Receiver> => {
  const server = await stage.servers.get('redis')
  const key = stage.own('rows')
  const client = new Redis(server.url, { lazyConnect: true })
  client.on('error', () => undefined)
  await client.connect()
  stage.closing(() => client.quit())
  return {
    cell: 'MQTT, Redis, file',
    connection: 'cache',
    options: { type: 'redis', url: server.url },
    target: `cache (command = 'RPUSH', key = '${key}')`,
    count: () => client.llen(key),
    arrivals: async () => {
      const arrivals = new Arrivals()
      for (const row of await client.lrange(key, 0, -1)) arrivals.add(idIn(row))
      return arrivals
    },
  }
}
