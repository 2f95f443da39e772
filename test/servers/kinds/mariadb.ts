import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import type { ServerKind } from '../server-kind.ts'
import { execute, installPackages, launch, makeFolder } from '../shell.ts'

const PROGRAM = '/usr/sbin/mariadbd'

export const mariadb: ServerKind = {
  name: 'mariadb',
  readyWithinMs: 60_000,
  install: () => installPackages([PROGRAM], ['mariadb-server']),
  start: async (folder, port, settings) => {
    await makeFolder(folder)
    const data = join(folder, 'data')
    const user = process.getuid?.() === 0 ? ['--user=root'] : []
    if (!existsSync(join(data, 'mysql')))
      await execute('mariadb-install-db', [
        '--no-defaults',
        `--datadir=${data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        ...user,
      ])
    const args = [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${String(port)}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      '--character-set-server=utf8mb4',
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=2',
      ...user,
      ...settings,
    ]
    return launch(PROGRAM, args, join(folder, 'server.log'))
  },
  ask: async (port) => {
    const connection = await createConnection({
      host: '127.0.0.1',
      port,
      user: 'root',
      connectTimeout: 2_000,
    })
    await connection.query('create database if not exists sluice character set utf8mb4')
    await connection.end()
  },
  url: (port) => `mysql://root@127.0.0.1:${String(port)}/sluice`,
}
