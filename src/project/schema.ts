import * as z from 'zod'
import type { ConnectorEntry } from '../catalog/connector.ts'

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

const common = { audience: z.enum(['public', 'internal']).optional() }

/** Anything with a type, for findings about the rest of the file while the type itself is looked at on its own. */
export const looseConnectionSchema = z.looseObject({ type: z.string(), ...common })

/** The schema of sluice.yaml as far as it does not depend on connectors. */
export const projectSchema = z.strictObject({
  language: z.literal(1),
  default: z.string().optional(),
  connections: z.record(z.string(), looseConnectionSchema).optional(),
  profiles: z.record(z.string(), profileSchema).optional(),
  limits: limitsSchema.optional(),
  lint: z.strictObject({ owner: z.boolean().optional(), strict: z.boolean().optional() }).optional(),
  dead_letters: z.strictObject({ file: z.string().optional() }).optional(),
})

export type ProjectFile = z.infer<typeof projectSchema>

/** The whole schema, connections of every connector included, from which the JSON Schema for editors is made. */
export const fullSchema = (connectors: readonly ConnectorEntry[]): z.ZodType => {
  const options = connectors.map((entry) => {
    const own = entry.connection as z.ZodObject
    return own.safeExtend({ type: z.literal(entry.name), ...common })
  })
  const [first, ...rest] = options
  const connection = first === undefined ? looseConnectionSchema : z.union([first, ...rest])
  return projectSchema.extend({ connections: z.record(z.string(), connection).optional() })
}
