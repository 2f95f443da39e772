/** The kinds of the language, as they are written in a rule file. */
export type ScalarKind =
  'BOOLEAN' | 'INTEGER' | 'DOUBLE' | 'DECIMAL' | 'STRING' | 'BYTES' | 'TIMESTAMP' | 'DURATION'

export type TypeKind = ScalarKind | 'ARRAY' | 'OBJECT' | 'ANY' | 'NULL'

/** A member of an OBJECT whose shape is known. */
export interface Field {
  readonly name: string
  readonly type: Type
}

/**
 * A static type with its nullability. `NULL` is the type of the bare NULL literal; `ANY` is known only as the
 * rule runs. An OBJECT without `fields` has an unknown shape. `ANY` and values inside an OBJECT of unknown shape
 * never hold a TIMESTAMP or DURATION: these become text where their static type would be lost.
 */
export interface Type {
  readonly kind: TypeKind
  readonly nullable: boolean
  /** DECIMAL only. */
  readonly precision?: number
  /** DECIMAL only. */
  readonly scale?: number
  /** ARRAY only. */
  readonly element?: Type
  /** OBJECT only, where the shape is known. */
  readonly fields?: readonly Field[]
}

/** A type of this kind that is never NULL. */
export const of = (kind: TypeKind): Type => ({ kind, nullable: false })

/** A type of this kind that may be NULL. */
export const maybe = (kind: TypeKind): Type => ({ kind, nullable: true })

/** The same type, nullable or not. */
export const withNullable = (type: Type, nullable: boolean): Type =>
  type.nullable === nullable ? type : { ...type, nullable }
