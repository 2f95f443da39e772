/** Where references of a configuration are looked up. Values are secrets and are never printed. */
export interface References {
  environment(name: string): string | undefined
  file(path: string): string | undefined
}

const SYNTAX = /\$\{(env|file):([^}:]+)(?::-([^}]*))?\}/g

/** A value with its references resolved; those that have none are added to `missing`. */
export const resolveReferences = (value: unknown, references: References, missing: Set<string>): unknown => {
  if (typeof value === 'string')
    return value.replace(SYNTAX, (_, kind: string, name: string, fallback: string | undefined) => {
      const found = kind === 'env' ? references.environment(name) : references.file(name)?.trimEnd()
      if (found === undefined && fallback === undefined) missing.add(`${kind}:${name}`)
      return found ?? fallback ?? ''
    })
  if (Array.isArray(value)) return value.map((one) => resolveReferences(one, references, missing))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, resolveReferences(one, references, missing)]),
  )
}

/** Does a value hold a reference? Then its shape is known only when it is resolved. */
export const hasReference = (value: unknown): boolean => JSON.stringify(value)?.includes('${') ?? false
