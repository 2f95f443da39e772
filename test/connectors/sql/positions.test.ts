import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMysql } from '../../../src/connectors/mysql/session.ts'
import { mysqlDialect } from '../../../src/connectors/mysql/dialect.ts'
import { openPostgres } from '../../../src/connectors/postgres/session.ts'
import { postgresDialect } from '../../../src/connectors/postgres/dialect.ts'
import type { DatabaseConnection } from '../../../src/connectors/sql/address.ts'
import type { Dialect, Session } from '../../../src/connectors/sql/dialect.ts'
import { positionsStatement } from '../../../src/connectors/sql/positions.ts'
import { sqliteDialect } from '../../../src/connectors/sqlite/dialect.ts'
import { openSqlite } from '../../../src/connectors/sqlite/session.ts'
import { defaultCatalog } from '../../../src/default-catalog.ts'
import { engineRig, type EngineRig } from '../../contract/engine-rig.ts'
import { need } from '../../servers/need.ts'
import { TcpProxy } from '../../servers/tcp-proxy.ts'
import { Cluster, numbered } from '../kafka/cluster.ts'
import { until } from '../kafka/source-rig.ts'

const RECORDS = 2_000
const isRefused = (n: number): boolean => n % 400 === 123

interface Database {
  readonly dialect: Dialect
  /** As it stands in sluice.yaml, at a port of its own where one is given. */
  readonly connection: (port?: number) => Promise<{ readonly type: string } & Record<string, unknown>>
  readonly port: () => Promise<number | undefined>
  readonly open: () => Promise<Session>
}

let folder: string
let cluster: Cluster
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-positions-'))
  cluster = await Cluster.shared()
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const server = (
  name: 'postgres' | 'mariadb',
  dialect: Dialect,
  open: (options: DatabaseConnection) => Promise<Session>,
): Database => {
  const type = name === 'mariadb' ? 'mysql' : name
  const url = async (port?: number): Promise<string> => {
    const at = await need(name)
    return port === undefined ? at.url : at.url.replace(`:${String(at.port)}`, `:${String(port)}`)
  }
  return {
    dialect,
    connection: async (port) => ({ type, url: await url(port) }),
    port: async () => (await need(name)).port,
    open: async () =>
      open(defaultCatalog.connector(type)!.connection.parse({ url: await url() }) as DatabaseConnection),
  }
}

const databases: Readonly<Record<string, Database>> = {
  PostgreSQL: server('postgres', postgresDialect, openPostgres),
  MariaDB: server('mariadb', mysqlDialect, openMysql),
  SQLite: {
    dialect: sqliteDialect,
    connection: async () => ({ type: 'sqlite', file: join(folder, 'rows.db') }),
    port: async () => undefined,
    open: () => openSqlite(join(folder, 'rows.db'), 1_000),
  },
}

describe.each(Object.entries(databases))('%s', (_, { connection, dialect, open, port }) => {
  test(
    'plain inserts are there once, though the connection is cut and the records are read again',
    { timeout: 120_000 },
    async () => {
      const topic = await cluster.topic(2)
      const group = randomUUID()
      const table = `once_${randomUUID().slice(0, 8)}`
      const session = await open()
      const run = (sql: string): Promise<void> => session.transaction([{ sql, values: [] }])
      await run(`CREATE TABLE ${table} (n BIGINT NOT NULL, part BIGINT NOT NULL, CHECK (n % 400 <> 123))`)
      await run(positionsStatement(dialect, { schema: undefined }).replace(/;$/, '')).catch(() => undefined)
      const at = await port()
      const proxy = at === undefined ? undefined : await new TcpProxy(at).start()
      const settings = await connection(proxy?.port)
      const engine = (): EngineRig =>
        engineRig(
          `STREAM s (n INTEGER NOT NULL, parts ARRAY<INTEGER>) FROM log (topic = '${topic}', group = '${group}');
           RULE parts_of AS FOREACH parts AS p DO n, p AS part FROM s
           INTO base (table = '${table}', guarantee = 'effectively once');`,
          { log: { type: 'kafka', brokers: [cluster.url], session_timeout_ms: 6_000 }, base: settings },
          { limits: { batchRowsMax: 97, backoffMinMs: 10, backoffMaxMs: 50 } },
        )
      await cluster.write(
        topic,
        numbered(0, RECORDS).map(({ key = null }) => ({
          key,
          value: `{"n":${String(key)},"parts":[1,2,3]}`,
        })),
      )
      const rows = async (): Promise<number> =>
        Number((await session.select(`SELECT count(*) FROM ${table}`, []))[0]?.[0])
      const first = engine()
      await first.engine.start()
      for (const share of [0.2, 0.4, 0.6]) {
        await until('rows', async () => (await rows()) > RECORDS * 3 * share, 60_000)
        // At any byte, that of a COMMIT among them.
        proxy?.cutAfter(Math.floor(share * 10_000))
      }
      // As a crash: what is written is not committed to the group, and all of it comes again.
      await first.engine.stop({ drainMs: 0 })
      await until('the group is empty', () =>
        cluster.admin(async (admin) => {
          await admin.setOffsets({
            groupId: group,
            topic,
            partitions: [0, 1].map((partition) => ({ partition, offset: '0' })),
          })
          return true
        }),
      )
      const second = engine()
      await second.engine.start()
      await until(
        'all is settled',
        async () => {
          const offsets = await cluster.committed(group, topic)
          return offsets.reduce((sum, offset) => sum + offset, 0) === RECORDS
        },
        60_000,
      )
      expect((await second.engine.stop({ drainMs: 10_000 })).drained).toBe(true)
      const refused = Array.from({ length: RECORDS }, (_, n) => n).filter(isRefused)
      const [counts] = await session.select(
        `SELECT count(*), count(DISTINCT n * 10 + part) FROM ${table}`,
        [],
      )
      const expected = (RECORDS - refused.length) * 3
      expect(counts?.map(Number)).toEqual([expected, expected])
      const dead = new Set(
        [...first.letters, ...second.letters].map((letter) =>
          Number(/"n":(\d+)/.exec(JSON.stringify(letter['row']).replaceAll('\\', ''))?.[1]),
        ),
      )
      expect([...dead].sort((a, b) => a - b)).toEqual(refused)
      await session.close()
      await proxy?.stop()
    },
  )
})
