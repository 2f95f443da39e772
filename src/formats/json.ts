import type { FormatEntry } from '../catalog/format.ts'
import { parseJsonStrict } from '../types/json/parse.ts'

/** JSON by RFC 8259, in UTF-8. */
export const jsonFormat: FormatEntry = {
  kind: 'format',
  name: 'json',
  prose:
    'JSON text by RFC 8259 in UTF-8. Integers keep 64 bits; a member that comes twice counts with its last value.',
  layout: 'json',
  decode: parseJsonStrict,
}
