import type { FormatEntry } from '../catalog/format.ts'
import { RecordError } from '../types/record-error.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The payload is one text; `payload` is a STRING. */
export const textFormat: FormatEntry = {
  kind: 'format',
  name: 'text',
  prose: 'Plain text in UTF-8: `payload` is the whole text.',
  layout: 'value',
  decode: (payload) => {
    try {
      return decoder.decode(payload)
    } catch {
      throw new RecordError('bad-text', 'the payload is not valid UTF-8')
    }
  },
}
