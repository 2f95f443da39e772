import type { Type } from '../../types/type.ts'
import { isNumber } from './kinds.ts'

const unifyNumbers = (a: Type, b: Type, nullable: boolean): Type => {
  if (a.kind === 'DOUBLE' || b.kind === 'DOUBLE') return { kind: 'DOUBLE', nullable }
  if (a.kind === 'INTEGER' && b.kind === 'INTEGER') return { kind: 'INTEGER', nullable }
  if (a.kind === 'INTEGER' || b.kind === 'INTEGER') return { kind: 'DECIMAL', nullable }
  const same = a.precision === b.precision && a.scale === b.scale
  return same ? { ...a, nullable } : { kind: 'DECIMAL', nullable }
}

const unifyObjects = (a: Type, b: Type, nullable: boolean): Type => {
  const fields = a.fields
  const others = b.fields
  if (fields === undefined || others === undefined || fields.length !== others.length)
    return { kind: 'OBJECT', nullable }
  const joined = fields.map((field, k) => {
    const other = others[k]
    return other?.name === field.name ? { name: field.name, type: unify(field.type, other.type) } : undefined
  })
  const known = joined.filter((field) => field !== undefined)
  return known.length === fields.length
    ? { kind: 'OBJECT', nullable, fields: known }
    : { kind: 'OBJECT', nullable }
}

/** The type that values of both types fit: of CASE, coalesce, array elements. ANY where the kinds differ. */
export const unify = (a: Type, b: Type): Type => {
  const nullable = a.nullable || b.nullable
  if (a.kind === 'NULL') return { ...b, nullable: true }
  if (b.kind === 'NULL') return { ...a, nullable: true }
  if (isNumber(a) && isNumber(b)) return unifyNumbers(a, b, nullable)
  if (a.kind !== b.kind) return { kind: 'ANY', nullable: true }
  if (a.kind === 'OBJECT') return unifyObjects(a, b, nullable)
  if (a.kind === 'ARRAY' && a.element !== undefined && b.element !== undefined)
    return { kind: 'ARRAY', nullable, element: unify(a.element, b.element) }
  if (a.kind === 'ARRAY') return { kind: 'ARRAY', nullable }
  return { kind: a.kind, nullable }
}
