import { join } from 'node:path'
import { Redis } from 'ioredis'
import type { ServerKind } from '../server-kind.ts'
import { installPackages, launch, makeFolder } from '../shell.ts'

const PROGRAM = '/usr/bin/redis-server'

export const redis: ServerKind = {
  name: 'redis',
  readyWithinMs: 10_000,
  install: () => installPackages([PROGRAM], ['redis-server']),
  start: async (folder, port, settings) => {
    await makeFolder(folder)
    // The folder stands in the command line, as it does for the other servers.
    const args = [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      ...['--save', '', '--appendonly', 'no', '--logfile', join(folder, 'server.log')],
      ...settings,
    ]
    return launch(PROGRAM, args, join(folder, 'output.log'))
  },
  ask: async (port) => {
    const client = new Redis(port, '127.0.0.1', {
      lazyConnect: true,
      enableReadyCheck: false,
      retryStrategy: null,
      connectTimeout: 2_000,
      commandTimeout: 2_000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.ping()
    } finally {
      client.disconnect()
    }
  },
  url: (port) => `redis://127.0.0.1:${String(port)}`,
}
