import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import type { ServerKind } from '../server-kind.ts'
import { installPackages, launch, makeFolder } from '../shell.ts'

const PROGRAM = '/usr/sbin/mosquitto'

/** Autosave off: only a clean shutdown saves, as the tests restart it cleanly. */
const configuration = (folder: string, port: number, settings: readonly string[]): string =>
  [
    ...(settings.some((line) => line.startsWith('listener')) ? [] : [`listener ${String(port)} 127.0.0.1`]),
    ...(settings.some((line) => line.startsWith('allow_anonymous')) ? [] : ['allow_anonymous true']),
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_interval 0',
    'max_queued_messages 1000000',
    'max_inflight_messages 20000',
    'set_tcp_nodelay true',
    'user root',
    ...settings,
  ].join('\n')

export const mosquitto: ServerKind = {
  name: 'mosquitto',
  readyWithinMs: 10_000,
  install: () => installPackages([PROGRAM], ['mosquitto']),
  start: async (folder, port, settings) => {
    await makeFolder(folder)
    const file = join(folder, 'mosquitto.conf')
    await writeFile(file, `${configuration(folder, port, settings)}\n`)
    return launch(PROGRAM, ['-c', file], join(folder, 'server.log'))
  },
  ask: async (port) => {
    const client = await connectAsync(
      `mqtt://127.0.0.1:${String(port)}`,
      { reconnectPeriod: 0, connectTimeout: 2_000 },
      false,
    )
    await client.endAsync()
  },
  url: (port) => `mqtt://127.0.0.1:${String(port)}`,
}
