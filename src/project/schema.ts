import * as z from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

const count = (description: string) => z.int().positive().meta({ description }).optional()

/** Bounds that an operator may set; the engine's own are in `src/runtime/limits.ts`. */
export const limitsSchema = z.strictObject({
  in_flight_records_max: count('Records of one source that may be read and not yet acknowledged.'),
  in_flight_bytes_max: count('Their bytes.'),
  payload_bytes_max: count('A larger payload is cut by its source and is invalid.'),
  lane_rows_max: count('Rows that may wait in one lane, those being written included.'),
  lane_bytes_max: count('Their bytes.'),
  batch_rows_max: count('Rows in one write, where the connector does not say less.'),
  linger_ms: z
    .int()
    .nonnegative()
    .meta({ description: 'How long the first row of a batch may wait for more.' })
    .optional(),
  write_timeout_ms: count('A write that takes longer is cut and repeated.'),
  table_rows_max: count('Rows of one TABLE that is loaded as a whole; a larger one is looked up row by row.'),
  table_bytes_max: count('Their bytes; a file or answer that is read as a whole may not be larger either.'),
  table_cache_rows_max: count('Rows that are remembered of a TABLE that is too large to be loaded.'),
  table_load_timeout_ms: count('How long one load of a TABLE, or one fetch of its rows, may take.'),
})

export const profileSchema = z.strictObject({
  constants: z
    .record(z.string(), scalar)
    .meta({ description: 'Values of SET constants in place of those in the rule files.' })
    .optional(),
  rules: z
    .record(z.string(), z.union([z.boolean(), z.enum(['on', 'off'])]))
    .meta({ description: 'Rules that are switched off.' })
    .optional(),
})

/** Settings that every connection has, whatever its connector. */
export const commonSettings = {
  type: z.string().meta({ description: 'The protocol that the connection speaks.' }),
  audience: z
    .enum(['public', 'internal'])
    .meta({ description: 'Who reads what is sent there; personal columns to public ones are a finding.' })
    .optional(),
}

/** A connection that takes dead letters, in place of a file. */
const letterEndpoint = z.strictObject({
  connection: z.string().meta({ description: 'A connection that takes dead letters, in place of a file.' }),
  topic: z.string().meta({ description: 'Topic of a Kafka or MQTT connection.' }).optional(),
  table: z
    .string()
    .meta({ description: 'Table of a database, with its schema where it needs one.' })
    .optional(),
})

/** The schema of sluice.yaml; the settings of a connection are checked by its connector. */
export const projectSchema = z.strictObject({
  language: z.literal(1).meta({ description: 'Version of the rule language.' }),
  default: z.string().meta({ description: 'The connection of quoted topics in FROM.' }).optional(),
  connections: z
    .record(z.string(), z.looseObject(commonSettings))
    .meta({ description: 'Servers and files by the name under which rules know them.' })
    .optional(),
  profiles: z
    .record(z.string(), profileSchema)
    .meta({ description: 'What is different where it is chosen with --profile.' })
    .optional(),
  limits: limitsSchema
    .meta({ description: 'Bounds of the engine, each with a sound value unless said.' })
    .optional(),
  lint: z
    .strictObject({
      owner: z.boolean().meta({ description: 'Every rule names its @owner.' }).optional(),
      strict: z.boolean().meta({ description: 'State without a bound is an error.' }).optional(),
    })
    .meta({ description: 'Findings that a project asks for.' })
    .optional(),
  state: z
    .strictObject({
      folder: z
        .string()
        .meta({ description: 'Folder of the journal, relative to sluice.yaml; `.sluice` unless said.' })
        .optional(),
      journal_bytes_max: z
        .int()
        .min(67_108_864)
        .meta({ description: 'Disk that the journal may use; at that, sources are slowed down.' })
        .optional(),
      backlog_bytes_max: z
        .int()
        .min(16_777_216)
        .meta({
          description:
            'Bytes of rows that may wait in the journal for one sink; at that, `on_full` acts. Half of the journal unless said.',
        })
        .optional(),
    })
    .meta({ description: 'What a worker keeps on disk.' })
    .optional(),
  metrics: z
    .strictObject({
      port: z
        .int()
        .min(0)
        .max(65_535)
        .meta({ description: 'Port of /metrics, /healthz and /readyz; 0 takes a free one.' }),
      host: z
        .string()
        .min(1)
        .meta({ description: 'Address that it listens on; 127.0.0.1, for this machine alone, unless said.' })
        .optional(),
    })
    .meta({ description: 'An HTTP port for monitoring.' })
    .optional(),
  dead_letters: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .meta({ description: 'NDJSON file, relative to sluice.yaml; `dead-letters.ndjson` unless said.' })
        .optional(),
      ...letterEndpoint.partial().shape,
      copy: letterEndpoint
        .meta({
          description: 'A second place, such as an MQTT topic. It may fail without holding anything up.',
        })
        .optional(),
      keep_input: z
        .boolean()
        .meta({
          description:
            'Dead letters of refused rows carry the input too; in `local` it goes into the journal.',
        })
        .optional(),
    })
    .meta({ description: 'Where records and rows go that could not be processed.' })
    .optional(),
})

export type ProjectFile = z.infer<typeof projectSchema>
