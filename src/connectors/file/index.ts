import { resolve } from 'node:path'
import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import { FileSink } from './sink.ts'

/** A folder for files, as it stands in sluice.yaml. */
const fileConnection = z.strictObject({
  directory: z.string().default('.'),
  rotate_bytes: z.int().positive().default(268_435_456),
})

/** NDJSON files. */
export const fileConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'file',
  prose: 'Rows as NDJSON at the end of a file, synced, with rotation by size.',
  connection: fileConnection,
  sink: {
    options: [
      {
        name: 'path',
        prose: 'The file, below the directory of the connection.',
        per: 'constant',
        kinds: ['STRING'],
        required: true,
        check: (value) =>
          typeof value === 'string' && !/(^|\/)\.\.(\/|$)/.test(value)
            ? undefined
            : 'expected a path that stays in the directory',
      },
    ],
    accepts: 'encoded',
    batchRowsMax: 10_000,
    laneOf: ({ constants }) => String(constants['path']),
    create: (_, connection, { constants }) => {
      const options = connection as z.infer<typeof fileConnection>
      return new FileSink(resolve(options.directory, String(constants['path'])), options.rotate_bytes)
    },
  },
}
