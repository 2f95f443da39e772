import * as z from 'zod'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** Bounds that an operator may set; each is described in `src/runtime/limits.ts`. */
export const limitsSchema = z.strictObject({
  in_flight_records_max: z.int().positive().optional(),
  in_flight_bytes_max: z.int().positive().optional(),
  payload_bytes_max: z.int().positive().optional(),
  lane_rows_max: z.int().positive().optional(),
  lane_bytes_max: z.int().positive().optional(),
  batch_rows_max: z.int().positive().optional(),
  linger_ms: z.int().nonnegative().optional(),
  write_timeout_ms: z.int().positive().optional(),
})

export const profileSchema = z.strictObject({
  constants: z.record(z.string(), scalar).optional(),
  rules: z.record(z.string(), z.union([z.boolean(), z.enum(['on', 'off'])])).optional(),
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
  connections: z.record(z.string(), z.looseObject(commonSettings)).optional(),
  profiles: z.record(z.string(), profileSchema).optional(),
  limits: limitsSchema.optional(),
  lint: z
    .strictObject({
      owner: z.boolean().meta({ description: 'Every rule names its @owner.' }).optional(),
      strict: z.boolean().meta({ description: 'State without a bound is an error.' }).optional(),
    })
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
    })
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
        .meta({ description: 'Dead letters of refused rows carry the input too, where it is still there.' })
        .optional(),
    })
    .optional(),
})

export type ProjectFile = z.infer<typeof projectSchema>
