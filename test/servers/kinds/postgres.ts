import { chown, readFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { ServerKind } from '../server-kind.ts'
import { execute, installPackages, launch, makeFolder } from '../shell.ts'

const BASE = '/usr/lib/postgresql'

const programs = (): string | undefined => {
  const version = existsSync(BASE)
    ? readdirSync(BASE)
        .sort()
        .findLast((one) => existsSync(`${BASE}/${one}/bin/postgres`))
    : undefined
  return version === undefined ? undefined : `${BASE}/${version}/bin`
}

/** PostgreSQL refuses to run as root. */
const asPostgres = (args: readonly string[]): readonly [string, readonly string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', ...args]]
    : [args[0] ?? '', args.slice(1)]

const own = async (folder: string): Promise<void> => {
  if (process.getuid?.() !== 0) return
  const users = await readFile('/etc/passwd', 'utf8')
  const [, , uid, gid] =
    users
      .split('\n')
      .find((line) => line.startsWith('postgres:'))
      ?.split(':') ?? []
  await chown(folder, Number(uid), Number(gid))
}

export const postgres: ServerKind = {
  name: 'postgres',
  readyWithinMs: 30_000,
  install: async () => {
    if (programs() === undefined) await installPackages(['/nonexistent'], ['postgresql'])
  },
  start: async (folder, port, settings) => {
    await makeFolder(folder)
    await own(folder)
    const bin = programs() ?? ''
    const data = join(folder, 'data')
    if (!existsSync(join(data, 'PG_VERSION'))) {
      const [command, args] = asPostgres([
        `${bin}/initdb`,
        '-D',
        data,
        '-U',
        'sluice',
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
      ])
      await execute(command, args, { cwd: '/' })
    }
    const options = [
      `port=${String(port)}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'fsync=off',
      'max_connections=50',
      ...settings,
    ]
    const [command, args] = asPostgres([
      `${bin}/postgres`,
      '-D',
      data,
      ...options.flatMap((option) => ['-c', option]),
    ])
    return launch(command, args, join(folder, '..', 'postgres.log'))
  },
  ask: async (port) => {
    const client = new pg.Client({ connectionString: postgres.url(port), connectionTimeoutMillis: 2_000 })
    await client.connect()
    await client.query('select 1')
    await client.end()
  },
  url: (port) => `postgres://sluice@127.0.0.1:${String(port)}/postgres`,
}
