import type { Connection as CoreConnection } from 'mysql2'
import type { Connection, RowDataPacket } from 'mysql2/promise'

/** Every value stays the bytes that the server wrote. */
const asBytes = { rowsAsArray: true, typeCast: (field: { buffer(): Buffer | null }) => field.buffer() }

const SCAN_ROWS = 1_000

/** One statement sees one state of a table; its rows are taken as they come. */
export const scan = async function* (
  client: Connection,
  sql: string,
): AsyncIterable<readonly (readonly unknown[])[]> {
  let rows: unknown[][] = []
  // Only the client below has rows as a stream.
  const { connection } = client as unknown as { connection: CoreConnection }
  for await (const row of connection.query({ sql, ...asBytes }).stream() as AsyncIterable<unknown[]>) {
    rows.push(row)
    if (rows.length < SCAN_ROWS) continue
    yield rows
    rows = []
  }
  yield rows
}

/** The values are bound by the client. */
export const select = async (
  client: Connection,
  sql: string,
  values: readonly unknown[],
  timeoutMs: number,
): Promise<readonly (readonly unknown[])[]> => {
  const question = { sql, values: [...values], timeout: timeoutMs, ...asBytes }
  const [rows] = await client.query<RowDataPacket[][]>(question)
  return rows
}
