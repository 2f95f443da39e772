import { serverNames } from './server-kind.ts'
import { ensureShared, sharedServer, stopShared } from './shared.ts'

const usage = 'npm run services -- start|stop|status'

const commands: Readonly<Record<string, (name: (typeof serverNames)[number]) => Promise<string>>> = {
  start: async (name) => `${name} ${(await ensureShared(name, undefined)).url}`,
  stop: async (name) => `${name} ${(await stopShared(name)) ? 'stopped' : 'was not running'}`,
  status: async (name) => `${name} ${(await sharedServer(name))?.url ?? 'is not running'}`,
}

const command = commands[process.argv[2] ?? '']
if (command === undefined) {
  process.stderr.write(`usage: ${usage}\n`)
  process.exitCode = 2
} else {
  const results = serverNames.map(async (name) => {
    try {
      process.stdout.write(`${await command(name)}\n`)
    } catch (error) {
      process.exitCode = 1
      process.stderr.write(`${name}: ${(error as Error).message}\n`)
    }
  })
  await Promise.all(results)
}
