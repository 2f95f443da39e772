import type * as z from 'zod'

/** The parts of a schema that a walk needs: what it wraps, its members, its entries. */
interface Walkable {
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly valueType?: z.ZodType
  readonly def?: { readonly innerType?: z.ZodType }
}

/** Without `optional` and `default`. */
export const unwrapped = (schema: z.ZodType): z.ZodType => {
  const inner = (schema as Walkable).def?.innerType
  return inner === undefined ? schema : unwrapped(inner)
}

/** The schema at a path, as far as it is known. */
export const memberSchema = (schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined => {
  let at: z.ZodType | undefined = schema
  for (const step of path) {
    if (at === undefined) return undefined
    const { shape, element, valueType }: Walkable = unwrapped(at) as Walkable
    at = typeof step === 'number' ? element : (shape?.[String(step)] ?? valueType)
  }
  return at
}

/** Names of the settings of an object schema. */
export const settingNames = (schema: z.ZodType | undefined): readonly string[] => {
  if (schema === undefined) return []
  const { shape } = unwrapped(schema) as Walkable
  return shape === undefined ? [] : Object.keys(shape)
}
