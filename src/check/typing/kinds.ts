import type { Type, TypeKind } from '../../types/type.ts'

export const ANY: Type = { kind: 'ANY', nullable: true }

export const isNumber = (type: Type): boolean =>
  type.kind === 'INTEGER' || type.kind === 'DOUBLE' || type.kind === 'DECIMAL'

/** Kinds that an ANY never holds: their static type would be lost. */
export const isTimeKind = (kind: TypeKind): boolean => kind === 'TIMESTAMP' || kind === 'DURATION'

/** Does a value of this type fit one of the kinds without conversion? Numbers of all kinds are numbers. */
export const fits = (type: Type, kinds: readonly TypeKind[]): boolean =>
  type.kind === 'NULL' ||
  kinds.some(
    (kind) =>
      kind === 'ANY' ||
      kind === type.kind ||
      (kind === 'DOUBLE' && (type.kind === 'INTEGER' || type.kind === 'DECIMAL')) ||
      (kind === 'DECIMAL' && (type.kind === 'INTEGER' || type.kind === 'DOUBLE')),
  )
