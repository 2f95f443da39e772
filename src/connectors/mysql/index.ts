import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { DatabaseConnection } from '../sql/address.ts'
import { probeSink } from '../probe-sink.ts'
import { SqlSink } from '../sql/sink.ts'
import { createStatement } from '../sql/statements.ts'
import { positionsOf } from '../positions-of.ts'
import { columnProblems, sqlLane, sqlSinkOptions, sqlTable } from '../sql/target.ts'
import { inList, sqlTableEntry } from '../sql/table.ts'
import { mysqlDialect } from './dialect.ts'
import { mysqlConnection, openMysql } from './session.ts'

/** MariaDB and MySQL, as sink and table. */
export const mysqlConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'mysql',
  prose: 'Tables of MariaDB and MySQL: rows are inserted, or upserted by a key. Their rows can be looked up.',
  connection: mysqlConnection,
  probe: (name, connection, use, clock) => probeSink(mysqlConnector.sink!, name, connection, use, clock),
  sink: {
    deadLetters: 'keeps',
    options: sqlSinkOptions,
    accepts: 'columns',
    batchRowsMax: 2_000,
    laneOf: sqlLane,
    keepsPositions: (target) => positionsOf(target) !== undefined,
    checkColumns: columnProblems,
    createStatement: (target) =>
      createStatement(mysqlDialect, sqlTable(target), positionsOf(target) !== undefined),
    create: (_, connection, target) =>
      new SqlSink(
        mysqlDialect,
        sqlTable(target),
        () => openMysql(connection as DatabaseConnection),
        positionsOf(target),
      ),
  },
  table: sqlTableEntry({ dialect: mysqlDialect, select: (quoted) => quoted, where: inList }, (connection) =>
    openMysql(connection as DatabaseConnection),
  ),
}
