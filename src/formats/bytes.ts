import type { FormatEntry } from '../catalog/format.ts'

/** The payload as it comes; `payload` is BYTES. */
export const bytesFormat: FormatEntry = {
  kind: 'format',
  name: 'bytes',
  prose: 'The bytes as they come: `payload` is BYTES, for device frames that are unpacked by functions.',
  layout: 'value',
  decode: (payload) => Uint8Array.from(payload),
}
