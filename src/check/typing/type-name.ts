import type { Type, TypeKind } from '../../types/type.ts'
import type { TypeName } from '../../syntax/ast/index.ts'

const kinds: ReadonlyMap<string, TypeKind> = new Map(
  (
    [
      'BOOLEAN',
      'INTEGER',
      'DOUBLE',
      'DECIMAL',
      'STRING',
      'BYTES',
      'TIMESTAMP',
      'DURATION',
      'ARRAY',
      'OBJECT',
      'ANY',
    ] as const
  ).map((kind) => [kind, kind]),
)

/** How other systems call our types; suggested, never accepted. */
const habits: ReadonlyMap<string, string> = new Map([
  ['INT', 'INTEGER'],
  ['BIGINT', 'INTEGER'],
  ['SMALLINT', 'INTEGER'],
  ['LONG', 'INTEGER'],
  ['NUMBER', 'DOUBLE'],
  ['FLOAT', 'DOUBLE'],
  ['REAL', 'DOUBLE'],
  ['NUMERIC', 'DECIMAL'],
  ['TEXT', 'STRING'],
  ['VARCHAR', 'STRING'],
  ['CHAR', 'STRING'],
  ['BOOL', 'BOOLEAN'],
  ['BLOB', 'BYTES'],
  ['BYTEA', 'BYTES'],
  ['VARBINARY', 'BYTES'],
  ['DATETIME', 'TIMESTAMP'],
  ['TIMESTAMPTZ', 'TIMESTAMP'],
  ['INTERVAL', 'DURATION'],
  ['JSON', 'ANY'],
  ['JSONB', 'ANY'],
  ['MAP', 'OBJECT'],
  ['STRUCT', 'OBJECT'],
  ['LIST', 'ARRAY'],
])

/** Names of all types, for suggestions. */
export const typeNames: readonly string[] = [...kinds.keys()]

/** The type that other systems call so, or undefined. */
export const habitOf = (name: string): string | undefined => habits.get(name.toUpperCase())

/** The type that a type name stands for, nullable; undefined with the name that is unknown. */
export const typeOf = (node: TypeName): Type | { readonly unknown: TypeName } => {
  const kind = kinds.get(node.name.text.toUpperCase())
  if (kind === undefined) return { unknown: node }
  if (kind === 'ARRAY' && node.element !== undefined) {
    const element = typeOf(node.element)
    return 'unknown' in element ? element : { kind, nullable: true, element }
  }
  if (kind === 'DECIMAL') {
    const [precision, scale = 0] = node.arguments
    return precision === undefined ? { kind, nullable: true } : { kind, nullable: true, precision, scale }
  }
  return { kind, nullable: true }
}
