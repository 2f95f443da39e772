import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import { SqlSink } from '../sql/sink.ts'
import { createStatement } from '../sql/statements.ts'
import { positionsOf } from '../positions-of.ts'
import { columnProblems, sqlLane, sqlSinkOptions, sqlTable } from '../sql/target.ts'
import { inList, sqlTableEntry } from '../sql/table.ts'
import { sqliteDialect } from './dialect.ts'
import { probeSqlite } from './probe.ts'
import { openSqlite } from './session.ts'

/** A SQLite file, as it stands in sluice.yaml. */
const sqliteConnection = z.strictObject({
  file: z.string().min(1).meta({ description: 'The database file; its folder must be there.' }),
  busy_timeout_ms: z.int().nonnegative().max(5_000).default(50).meta({
    description:
      'How long a write may hold up the process while another one has the file; then it is repeated.',
  }),
})

/** SQLite, as sink and table. */
export const sqliteConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'sqlite',
  prose: 'Tables of a SQLite file: rows are inserted, or upserted by a key. Their rows can be looked up.',
  connection: sqliteConnection,
  probe: (_, connection, use) => probeSqlite((connection as z.infer<typeof sqliteConnection>).file, use),
  sink: {
    deadLetters: 'keeps',
    options: sqlSinkOptions,
    accepts: 'columns',
    batchRowsMax: 2_000,
    laneOf: sqlLane,
    keepsPositions: (target) => positionsOf(target) !== undefined,
    checkColumns: columnProblems,
    createStatement: (target) =>
      createStatement(sqliteDialect, sqlTable(target), positionsOf(target) !== undefined),
    create: (_, connection, target) => {
      const options = connection as z.infer<typeof sqliteConnection>
      return new SqlSink(
        sqliteDialect,
        sqlTable(target),
        () => openSqlite(options.file, options.busy_timeout_ms),
        positionsOf(target),
      )
    },
  },
  table: sqlTableEntry(
    { dialect: sqliteDialect, select: (quoted) => quoted, where: inList },
    (connection) => {
      const { file, busy_timeout_ms: busyMs } = connection as z.infer<typeof sqliteConnection>
      return openSqlite(file, busyMs)
    },
  ),
}
