import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { DatabaseConnection } from '../sql/address.ts'
import { probeSink } from '../probe-sink.ts'
import { SqlSink } from '../sql/sink.ts'
import { createStatement } from '../sql/statements.ts'
import { positionsOf } from '../positions-of.ts'
import { columnProblems, sqlLane, sqlSinkOptions, sqlTable } from '../sql/target.ts'
import { sqlTableEntry } from '../sql/table.ts'
import { postgresDialect, postgresReading } from './dialect.ts'
import { openPostgres, postgresConnection } from './session.ts'

/** PostgreSQL, as sink and table. */
export const postgresConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'postgres',
  prose: 'Tables of PostgreSQL: rows are inserted, or upserted by a key. Their rows can be looked up.',
  connection: postgresConnection,
  probe: (name, connection, use, clock) => probeSink(postgresConnector.sink!, name, connection, use, clock),
  sink: {
    deadLetters: 'keeps',
    options: sqlSinkOptions,
    accepts: 'columns',
    batchRowsMax: 5_000,
    laneOf: sqlLane,
    keepsPositions: (target) => positionsOf(target) !== undefined,
    checkColumns: columnProblems,
    createStatement: (target) =>
      createStatement(postgresDialect, sqlTable(target), positionsOf(target) !== undefined),
    create: (_, connection, target) =>
      new SqlSink(
        postgresDialect,
        sqlTable(target),
        () => openPostgres(connection as DatabaseConnection),
        positionsOf(target),
      ),
  },
  table: sqlTableEntry(postgresReading, (connection) => openPostgres(connection as DatabaseConnection)),
}
