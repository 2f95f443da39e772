import type { Value } from '../types/value.ts'

/**
 * How payload bytes become a value. `json` payloads are read in place by generated code; every other format decodes
 * the whole payload to a value. Throws a RecordError where the bytes do not follow the format.
 */
export interface FormatEntry {
  readonly kind: 'format'
  readonly name: string
  readonly prose: string
  readonly layout: 'json' | 'value'
  decode(payload: Uint8Array): Value
}
