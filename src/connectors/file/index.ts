import { isAbsolute, normalize, resolve } from 'node:path'
import * as z from 'zod'
import type { ConnectorEntry } from '../../catalog/connector.ts'
import type { Value } from '../../types/value.ts'
import { formatOfName, rowFormats, type RowFormat } from '../rows/read-rows.ts'
import { probeWritable } from '../probe-writable.ts'
import { FileSink } from './sink.ts'
import { fileTable } from './table.ts'

/** A folder for files, as it stands in sluice.yaml. */
const fileConnection = z.strictObject({
  directory: z
    .string()
    .min(1)
    .default('.')
    .meta({ description: 'Folder of the files; it is made where it is missing.' }),
  rotate_bytes: z
    .int()
    .positive()
    .default(268_435_456)
    .meta({ description: 'A file that has reached this size is renamed and a new one begun.' }),
  rotate_age_ms: z
    .int()
    .positive()
    .optional()
    .meta({ description: 'A file of this age is renamed and a new one begun, when the next rows come.' }),
})

const text = (value: Value): string => (typeof value === 'string' ? value : '')

const pathProblem = (value: Value): string | undefined => {
  if (typeof value !== 'string' || value === '' || value.endsWith('/') || value.includes('\u0000'))
    return 'expected the name of a file'
  const path = normalize(value)
  const stays = !isAbsolute(path) && path !== '.' && path !== '..' && !path.startsWith('../')
  return stays ? undefined : 'expected a path that stays in the directory of the connection'
}

/** Files: NDJSON as sink; CSV, JSON and NDJSON as tables. */
export const fileConnector: ConnectorEntry = {
  kind: 'connector',
  name: 'file',
  prose:
    'Rows as NDJSON at the end of a file, synced, with rotation by size and age. As a table a file of CSV, JSON or NDJSON.',
  connection: fileConnection,
  probe: (_, connection, { targets }) => {
    const { directory } = connection as z.infer<typeof fileConnection>
    const paths = new Set(
      targets.map(({ constants }) => resolve(directory, normalize(text(constants['path'])))),
    )
    return Promise.all([...paths].map(probeWritable))
  },
  sink: {
    options: [
      {
        name: 'path',
        prose: 'The file, below the directory of the connection.',
        per: 'constant',
        kinds: ['STRING'],
        required: true,
        check: pathProblem,
      },
    ],
    accepts: 'encoded',
    batchRowsMax: 10_000,
    laneOf: ({ constants }) => normalize(text(constants['path'])),
    create: (_, connection, { constants }) => {
      const options = connection as z.infer<typeof fileConnection>
      return new FileSink(resolve(options.directory, normalize(text(constants['path']))), {
        rotateBytes: options.rotate_bytes,
        rotateAgeMs: options.rotate_age_ms ?? Infinity,
      })
    },
  },
  table: {
    options: [
      {
        name: 'path',
        prose: 'The file, below the directory of the connection.',
        per: 'constant',
        kinds: ['STRING'],
        required: true,
        check: pathProblem,
      },
      {
        name: 'format',
        prose:
          'How the file is written, where its name does not tell: csv, json (an array of objects) or ndjson.',
        per: 'constant',
        kinds: ['STRING'],
        values: rowFormats,
      },
      {
        name: 'separator',
        prose: 'What stands between the fields of CSV, a comma unless said.',
        per: 'constant',
        kinds: ['STRING'],
        values: [',', ';', '\t', '|'],
      },
    ],
    create: (connection, { columns, options }, bytesMax) => {
      const { directory } = connection as z.infer<typeof fileConnection>
      const path = text(options['path'])
      const format = options['format'] === undefined ? formatOfName(path) : (options['format'] as RowFormat)
      const separator = options['separator'] === undefined ? ',' : text(options['separator'])
      return fileTable(resolve(directory, normalize(path)), { format, separator, columns, bytesMax })
    },
  },
}
