import type { Decimal } from './decimal.ts'

/** A value of the language's OBJECT: only own properties count, whatever the prototype. */
export interface ObjectValue {
  readonly [name: string]: Value
}

/**
 * A value as it travels through the engine. BOOLEAN boolean; INTEGER number while safe, else bigint (one
 * normal form); DOUBLE a finite number; DECIMAL `Decimal`; STRING string; BYTES Uint8Array; TIMESTAMP whole
 * milliseconds since 1970 and DURATION whole milliseconds, both as number (the static type tells them from
 * INTEGER); NULL null; MISSING undefined, which reads as NULL everywhere but in IS MISSING.
 */
export type Value =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | Decimal
  | string
  | Uint8Array
  | readonly Value[]
  | ObjectValue
