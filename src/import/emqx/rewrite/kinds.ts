/** A set of kinds that a value may have in EMQX, as bits. */
export type Kinds = number

export const UNDEFINED: Kinds = 1
export const NULL: Kinds = 2
export const BOOLEAN: Kinds = 4
export const INTEGER: Kinds = 8
export const FLOAT: Kinds = 16
export const TEXT: Kinds = 32
export const MAP: Kinds = 64
export const LIST: Kinds = 128

export const NUMBER: Kinds = INTEGER | FLOAT
/** What EMQX compares by its name beside text. */
export const ATOM: Kinds = NULL | BOOLEAN
/** A value that is there, of whatever kind. */
export const PRESENT: Kinds = ATOM | NUMBER | TEXT | MAP | LIST
export const ANYTHING: Kinds = PRESENT | UNDEFINED

/** Can the value be of one of these kinds? */
export const may = (kinds: Kinds, wanted: Kinds): boolean => (kinds & wanted) !== 0

/** Is the value of one of these kinds for sure? */
export const only = (kinds: Kinds, wanted: Kinds): boolean => kinds !== 0 && (kinds & ~wanted) === 0
